"""Fonts by script: what Linux, Windows and macOS bring along, made for reading before those made for buttons.

Left to itself Qt takes any font that has the letters, often one of another kind, and another one for the full stops.
"""

from __future__ import annotations

SIZES = {"arab": 1.15}  # times that of Latin letters, beside which these look small

# Not Noto Serif Myanmar: its bold file says that it is a regular one, and is taken for it.
TEXT_FONTS = {
    "arab": ("Noto Naskh Arabic", "Sakkal Majalla", "Geeza Pro", "Segoe UI"),
    "aran": ("Noto Nastaliq Urdu", "Urdu Typesetting", "Noto Naskh Arabic"),
    "beng": ("Noto Serif Bengali", "Nirmala UI", "Kohinoor Bangla", "Noto Sans Bengali"),
    "deva": ("Noto Serif Devanagari", "Nirmala UI", "Kohinoor Devanagari", "Noto Sans Devanagari"),
    "ethi": ("Noto Serif Ethiopic", "Nyala", "Ebrima", "Kefa", "Noto Sans Ethiopic"),
    "hang": ("Noto Serif CJK KR", "Noto Serif KR", "Batang", "AppleMyungjo"),
    "hans": ("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Songti SC", "SimSun", "Droid Sans Fallback"),
    "hant": ("Noto Serif CJK TC", "Noto Serif TC", "Source Han Serif TC", "Songti TC", "PMingLiU"),
    "hebr": ("Noto Serif Hebrew", "David", "Times New Roman", "New Peninim MT"),
    "jpan": ("Noto Serif CJK JP", "Noto Serif JP", "Source Han Serif", "Yu Mincho", "Hiragino Mincho ProN"),
    "khmr": ("Noto Serif Khmer", "Khmer UI", "Leelawadee UI", "Khmer MN"),
    "laoo": ("Noto Serif Lao", "Leelawadee UI", "Lao MN"),
    "mymr": ("Noto Sans Myanmar", "Myanmar Text", "Myanmar MN"),
    "taml": ("Noto Serif Tamil", "Nirmala UI", "Tamil MN"),
    "thai": ("Noto Serif Thai", "Leelawadee UI", "Thonburi"),
    "tibt": ("Noto Serif Tibetan", "Microsoft Himalaya", "Kailasa"),
}
TITLE_FONTS = {
    "arab": ("Noto Sans Arabic", "Segoe UI", "Geeza Pro"),
    "aran": TEXT_FONTS["aran"],
    "beng": ("Noto Sans Bengali", "Nirmala UI", "Kohinoor Bangla"),
    "deva": ("Noto Sans Devanagari", "Nirmala UI", "Kohinoor Devanagari"),
    "ethi": ("Noto Sans Ethiopic", "Ebrima", "Kefa"),
    "hang": ("Noto Sans CJK KR", "Noto Sans KR", "Malgun Gothic", "Apple SD Gothic Neo"),
    "hans": ("Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "PingFang SC", "Droid Sans Fallback"),
    "hant": ("Noto Sans CJK TC", "Noto Sans TC", "Microsoft JhengHei", "PingFang TC"),
    "hebr": ("Noto Sans Hebrew", "Segoe UI", "Arial Hebrew"),
    "jpan": ("Noto Sans CJK JP", "Noto Sans JP", "Yu Gothic", "Hiragino Sans"),
    "khmr": ("Noto Sans Khmer", "Khmer UI", "Leelawadee UI", "Khmer Sangam MN"),
    "laoo": ("Noto Sans Lao", "Leelawadee UI", "Lao Sangam MN"),
    "mymr": ("Noto Sans Myanmar", "Myanmar Text", "Myanmar Sangam MN"),
    "taml": ("Noto Sans Tamil", "Nirmala UI", "Tamil Sangam MN"),
    "thai": ("Noto Sans Thai", "Leelawadee UI", "Thonburi"),
    "tibt": TEXT_FONTS["tibt"],
}
# What lies beside the program on a stick, for computers that have none of a script's families above. Han, kana and
# Hangul are in one file, without the rarer half of their letters.
ADDED_FONTS = {
    "arab": ("NotoNaskhArabic-Regular.ttf", "NotoNaskhArabic-Bold.ttf", "NotoSansArabic-Regular.ttf"),
    "aran": ("NotoNastaliqUrdu-Regular.ttf",),
    "beng": ("NotoSansBengali-Regular.ttf", "NotoSansBengali-Bold.ttf"),
    "deva": ("NotoSansDevanagari-Regular.ttf", "NotoSansDevanagari-Bold.ttf"),
    "ethi": ("NotoSansEthiopic-Regular.ttf", "NotoSansEthiopic-Bold.ttf"),
    "hang": ("FOCReaderHan-Regular.otf",),
    "hans": ("FOCReaderHan-Regular.otf",),
    "hant": ("FOCReaderHan-Regular.otf",),
    "hebr": ("NotoSerifHebrew-Regular.ttf", "NotoSerifHebrew-Bold.ttf", "NotoSansHebrew-Regular.ttf"),
    "jpan": ("FOCReaderHan-Regular.otf",),
    "khmr": ("NotoSerifKhmer-Regular.ttf", "NotoSerifKhmer-Bold.ttf"),
    "laoo": ("NotoSerifLao-Regular.ttf", "NotoSerifLao-Bold.ttf"),
    "mymr": ("NotoSansMyanmar-Regular.ttf", "NotoSansMyanmar-Bold.ttf"),
    "taml": ("NotoSerifTamil-Regular.ttf", "NotoSerifTamil-Bold.ttf"),
    "thai": ("NotoSerifThai-Regular.ttf", "NotoSerifThai-Bold.ttf"),
    "tibt": ("NotoSerifTibetan-Regular.ttf",),
}
