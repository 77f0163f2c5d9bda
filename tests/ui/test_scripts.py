"""Lines of real text in the scripts that need room: laid out by Qt, and measured by the ink of their letters.

Which fonts there are differs from computer to computer, so nothing is claimed of one font's own figures.
"""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from PySide6.QtGui import QTextBlock, QTextLine

from foc_reader.core.model import Block, Document, DocumentEntry
from foc_reader.core.reading.page import render_section
from foc_reader.core.reading.scripts import LINE_FACTORS
from foc_reader.core.reading.sections import sections_of
from foc_reader.ui.page_style import Typesetting
from foc_reader.ui.reading_pane import ReadingPane
from foc_reader.ui.theme import LIGHT

TEXTS = {
    "en": "Everyone has the right to freedom of opinion and expression, and to seek and impart information.",
    "ar": "لِكُلِّ شَخْصٍ الحَقُّ في حُرِّيَّةِ الرَّأيِ والتَّعبيرِ، ويَشمَلُ هذا الحَقُّ حُرِّيَّةَ اعتِناقِ الآراءِ دونَ مُضايَقةٍ.",
    "fa": "هر کس حق آزادی عقیده و بیان دارد و از داشتن عقاید خود بیم و اضطرابی نداشته باشد.",
    "ur": "ہر شخص کو اپنی رائے رکھنے اور اظہارِ رائے کی آزادی کا حق حاصل ہے۔",
    "my": "လူတိုင်းတွင် လွတ်လပ်စွာ ထင်မြင်ယူဆနိုင်ခွင့်နှင့် လွတ်လပ်စွာ ဖော်ပြပြောဆိုနိုင်ခွင့်ရှိသည်။ ကျွန်ုပ်တို့",
    "hi": "प्रत्येक व्यक्ति को विचार और उसकी अभिव्यक्ति की स्वतन्त्रता का अधिकार है। र्क्षिं ट्ठू",
    "km": "មនុស្សគ្រប់រូបមានសិទ្ធិសេរីភាពក្នុងការបញ្ចេញមតិ និងការសម្តែងមតិ ស្ត្រី ក្រឹត្យ ប្រឹក្សា។",
    "th": "ทุกคนมีสิทธิในอิสรภาพแห่งความเห็นและการแสดงออก ที่จะยึดมั่นในความเห็น ปั๊ม กู้ ฎุ",
    "lo": "ທຸກຄົນມີສິດໃນອິດສະລະພາບແຫ່ງຄວາມຄິດເຫັນ ແລະການສະແດງອອກ ນ້ຳ",
    "bo": "མི་རེ་རེར་རང་གི་བསམ་ཚུལ་བརྗོད་པའི་རང་དབང་གི་ཐོབ་ཐང་ཡོད། བསྒྲུབས་ རྐྱེན་ བསྒྱུར་",
    "zh": "人人有权享有主张和发表意见的自由；此项权利包括持有主张而不受干涉的自由。",
}
RTL = {"ar", "fa", "ur"}


def _page(language, kind="paragraph"):
    side = "rtl" if language in RTL else "ltr"
    text = " ".join([TEXTS[language]] * 5)
    block = Block("0" * 12, kind, text, text, level=1 if kind in ("heading", "item") else 0, dir=side)
    document = Document(DocumentEntry("p", "d", "D", language, side), (block,))
    return render_section(document, sections_of(document)[0], "")


@pytest.fixture
def pane(qtbot):
    made = ReadingPane()
    qtbot.addWidget(made)
    made.resize(480, 900)
    made.show()
    return made


def _laid_out(pane, page, **chosen) -> QTextBlock:
    """The block of the text, in a narrow pane."""
    pane.set_look(LIGHT, replace(Typesetting(), **chosen))
    pane.show_page(page)
    block = pane.document().findBlock(pane._placed.found[0][0])
    pane.document().documentLayout().blockBoundingRect(block)
    return block


def _lines(block: QTextBlock) -> list[QTextLine]:
    layout = block.layout()
    return [layout.lineAt(number) for number in range(layout.lineCount())]


def _ink(line: QTextLine) -> tuple[float, float]:
    """Where the highest and the lowest mark of a line are."""
    tops, bottoms = [], []
    for run in line.glyphRuns():
        font = run.rawFont()
        for glyph, place in zip(run.glyphIndexes(), run.positions(), strict=True):
            box = font.boundingRect(glyph)
            if box.height():
                tops.append(place.y() + box.top())
                bottoms.append(place.y() + box.bottom())
    return min(tops), max(bottoms)


def _gaps(block: QTextBlock) -> list[float]:
    """The air between each line and the next, in px."""
    inks = [_ink(line) for line in _lines(block)]
    return [below[0] - above[1] for above, below in itertools.pairwise(inks)]


@pytest.mark.parametrize("kind", ["paragraph", "quote", "item", "note", "heading"])
@pytest.mark.parametrize("language", TEXTS)
def test_no_mark_of_a_line_touches_the_next_line(pane, language, kind):
    block = _laid_out(pane, _page(language, kind))
    assert len(_lines(block)) > 2
    assert min(_gaps(block)) > 0


@pytest.mark.parametrize("language", TEXTS)
def test_between_lines_there_is_a_fifth_of_the_letters_size(pane, language):
    assert min(_gaps(_laid_out(pane, _page(language)))) >= 16 / 5


@pytest.mark.parametrize("language", TEXTS)
def test_the_first_line_is_not_cut_by_what_stands_above(pane, language):
    block = _laid_out(pane, _page(language))
    above = block.previous()
    lowest = above.layout().boundingRect().bottom() + above.layout().position().y()
    assert _ink(_lines(block)[0])[0] + block.layout().position().y() > lowest


def _pitch(block: QTextBlock) -> float:
    """From one line to the next, in px."""
    lines = _lines(block)
    return lines[2].y() - lines[1].y()


@pytest.mark.parametrize("language", ["ar", "ur", "my", "hi", "km", "lo", "bo"])
def test_scripts_with_marks_above_and_below_get_higher_lines(pane, language):
    page = _page(language)
    assert LINE_FACTORS[page.scripts[0]] > 1
    assert _pitch(_laid_out(pane, page)) > 1.05 * 16 * 1.36 * 1.35


@pytest.mark.parametrize("language", TEXTS)
def test_wider_spacing_moves_the_lines_apart_in_every_script(pane, language):
    close = _pitch(_laid_out(pane, _page(language), spacing=120))
    assert _pitch(_laid_out(pane, _page(language), spacing=200)) > 1.2 * close
