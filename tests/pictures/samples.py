"""Libraries to make pictures of: a small one with every kind of text, and the same damaged in several ways."""

from __future__ import annotations

import shutil
from pathlib import Path

from foc_reader.core.building import build_pack

PACK = """\
id: samples
title: Samples
publisher: The tests
licence: CC0
probe:
  query: warrant
  document: arrest
"""

WRITING = """\
---
id: writing
title: Every kind of text
date: 2021-06
kind: Guide
collection: Guides
publisher: The tests
---

The first paragraph is plain, with *words that matter*, **words that matter more**, and `a word of code`. It is long \
enough to fill three lines of the column, so that one sees how far the lines stand apart and where they end. A \
[link to another document](doc:samples/arrest) stands in it, a word that is explained, warrant, and a note[^1].

> A quotation is set in from the side, with a line beside it. It can be long, and then it runs over more than one line \
of the column without losing the line beside it.

## Lists

- The first thing to do.
- The second, which takes more words than fit on one line of the column, so that its second line begins below the first.
    - A part of the second thing.
- The third.

1. Ask who it is.
2. Ask for the paper, and read it.

## A table

| What | When | Who may do it |
|---|---|---|
| Ask for a name | At any time | Everybody |
| Search a phone | With a warrant | The police, and only what the warrant names |
| Keep a phone | For ten days | A judge says so |

## Code

```
foc-reader --library FOLDER
foc-reader --tour FOLDER
```

### A smaller heading

The paragraph below a smaller heading has a note of its own[^2].

[^1]: What a note says stands at the end, or opens in place.
[^2]: A second note, with a [link](doc:samples/arrest).
"""

ARREST = """\
---
id: arrest
title: Rights on arrest
date: 2019-03
kind: Guide
collection: Guides
publisher: The tests
---

Nobody may be held without a reason. Ask for the warrant, and read the warrant slowly. A warrant is a paper that a \
judge has signed; it names a place, a day, and what may be looked for there.

## Who may come with you

A lawyer may be with you at every question. You may stay silent until one has come. See \
[every kind of text](doc:samples/writing).

## What to write down

Write down names, times and numbers, as soon as you can, and give them to somebody you trust. A warrant that you were \
not shown is worth a line of its own.

## Afterwards

Ask for a copy of the warrant. More is at <https://example.org/arrest>.
"""

PHONES = """\
---
id: phones
title: Phones at a border
date: 2022
kind: Guide
collection: Guides
publisher: The tests
---

A phone may be searched only with a warrant, but at a border other rules may hold. Switch it off before you arrive.

- Use a long code.
- Carry only what you need.
"""

CARD = """\
---
id: shutdowns
form: card
title: A statement on shutdowns of the network
date: 2017-03
kind: Joint statement
collection: [Catalogue, Joint statements]
publisher: The tests
---

What several states said about shutting the network down.

**The text is not in this library.** This card says what is known of it.

|  |  |
|---|---|
| **Date** | March 2017 |
| **Made by** | 30 states |
| **Topics** | shutdowns, elections |
| **Source** | example.org/shutdowns |
| **How sure** | Reported by others |
"""

TERM = """\
---
id: warrant
form: term
title: Warrant
kind: Glossary
collection: Glossary
publisher: The tests
terms: [warrant]
---

A paper in which a judge allows a search, and says of what.
"""

_SCRIPT = """\
---
id: {id}
title: {title}
language: {language}
direction: {direction}
date: 2020-05
kind: {kind}
collection: Languages
publisher: The tests
---

{text} {text} {text}

## {heading}

> {text}

- {heading}
- {title}

| {title} | {heading} |
|---|---|
| {text} | 2014 |

{text} (Freedom Online Coalition, 2014) {text}
"""

# language, direction, title, kind, heading, text: plain sentences on speaking freely and reading offline
_SCRIPTS = {
    "arabic": (
        "ar",
        "rtl",
        "حرية التعبير",
        "دليل",
        "عند انقطاع الشبكة",
        "لكل إنسان الحق في أن يقول رأيه وأن يسمع آراء غيره. لا يجوز حجب المواقع بلا سبب يحدده القانون.",
    ),
    "persian": (
        "fa",
        "rtl",
        "آزادی بیان",
        "راهنما",
        "هنگام قطع شبکه",
        "هر کس حق دارد نظر خود را بگوید و نظر دیگران را بشنود. این متن را می‌توانید بدون اینترنت بخوانید.",
    ),
    "burmese": (
        "my",
        "ltr",
        "လွတ်လပ်စွာ ပြောဆိုခွင့်",
        "လမ်းညွှန်",
        "အင်တာနက် ဖြတ်တောက်ချိန်",
        "လူတိုင်းသည် မိမိ၏ အမြင်ကို လွတ်လပ်စွာ ပြောဆိုပိုင်ခွင့် ရှိသည်။ ဤစာကို အင်တာနက်မရှိဘဲ ဖတ်နိုင်သည်။",
    ),
    "chinese": (
        "zh",
        "ltr",
        "言论自由",
        "指南",
        "网络中断时",
        "每个人都有权说出自己的看法，也有权听到别人的看法。没有法律的规定，不得封锁网站。本文可以离线阅读。",
    ),
    "devanagari": (
        "hi",
        "ltr",
        "अभिव्यक्ति की स्वतंत्रता",
        "मार्गदर्शिका",
        "नेटवर्क बंद होने पर",
        "हर व्यक्ति को अपनी बात कहने और दूसरों की बात सुनने का अधिकार है। यह पाठ बिना इंटरनेट के पढ़ा जा सकता है।",
    ),
}
TITLES = {name: words[2] for name, words in _SCRIPTS.items()}


def make_libraries(folder: Path) -> None:
    """Put into `folder`: `samples`, and the same as `damaged` (two documents), `bad-index` and `pulled`."""
    sources = folder / "sources"
    sources.mkdir()
    (sources / "pack.yaml").write_text(PACK, encoding="utf-8")
    for name, text in _documents().items():
        (sources / f"{name}.md").write_text(text, encoding="utf-8")
    build_pack(sources, folder / "samples")
    _copy(folder, "damaged")
    _spoil(folder / "damaged" / "documents" / "text.jsonl", b"Ask for the warrant", b"Use a long code")
    _copy(folder, "bad-index")
    (folder / "bad-index" / "index" / "postings").unlink()
    _copy(folder, "pulled")  # out of the computer, and put back


def _documents() -> dict[str, str]:
    texts = {"writing": WRITING, "arrest": ARREST, "phones": PHONES, "shutdowns": CARD, "warrant": TERM}
    names = ("language", "direction", "title", "kind", "heading", "text")
    for name, words in _SCRIPTS.items():
        texts[name] = _SCRIPT.format(id=name, **dict(zip(names, words, strict=True)))
    return texts


def _copy(folder: Path, name: str) -> None:
    shutil.copytree(folder / "samples", folder / name)


def _spoil(path: Path, *words: bytes) -> None:
    """Change a letter at the first place of each of `words`."""
    data = bytearray(path.read_bytes())
    for word in words:
        data[data.index(word)] ^= 0x20
    path.write_bytes(data)
