"""What stands in YAML at the head of a source, or beside the sources in `pack.yaml`: plain strings, nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from pathlib import Path

import yaml

from foc_reader.core.blocks import clean_inline, is_language, plain_text
from foc_reader.core.errors import SourceUnreadable
from foc_reader.core.model import FORMS, DocumentEntry, is_id

MAX_SOURCE_BYTES = 20_000_000
MAX_YAML_CHARACTERS = 64_000
MAX_VALUE_CHARACTERS = 500
MAX_VALUES = 10  # tags of a document, collections inside one another

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_DATE = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?")
_RIGHT_TO_LEFT = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "nqo", "prs", "ps", "sd", "syr", "ug", "ur", "yi"))

Fields = Mapping[str, object]


def read_text(path: Path) -> str:
    """The whole of a UTF-8 file, line ends as newlines. Raises SourceUnreadable."""
    try:
        if path.stat().st_size > MAX_SOURCE_BYTES:
            raise SourceUnreadable(path, "it is larger than 20 MB")
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceUnreadable(path, f"it is not UTF-8 text (byte {error.start})") from error
    except OSError as error:
        raise SourceUnreadable(path, f"it cannot be read ({error.strerror})") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def split_front_matter(path: Path, text: str) -> tuple[Fields, str]:
    """The fields at the head of a source, and the text after them. Raises SourceUnreadable."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        raise SourceUnreadable(path, "it does not open with front matter between two lines of three dashes")
    return read_yaml(path, match.group(1)), text[match.end() :]


def read_yaml(path: Path, text: str) -> Fields:
    """The top level of some YAML, every scalar a string. Raises SourceUnreadable."""
    if len(text) > MAX_YAML_CHARACTERS:
        raise SourceUnreadable(path, "its YAML is longer than 64,000 characters")
    try:
        fields = yaml.load(text, Loader=yaml.BaseLoader)
    except RecursionError as error:
        raise SourceUnreadable(path, "its YAML is nested too deeply") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise SourceUnreadable(path, f"its YAML cannot be read (line {line} of it)") from error
    except yaml.YAMLError as error:
        raise SourceUnreadable(path, "its YAML cannot be read") from error
    if fields in (None, ""):
        return {}
    if not isinstance(fields, dict) or not all(isinstance(key, str) for key in fields):
        raise SourceUnreadable(path, "its YAML is not a list of names with values")
    return fields


def text_field(path: Path, fields: Fields, name: str, default: str = "") -> str:
    """One value as a line of clean text; `default` where it is missing or empty. Raises SourceUnreadable."""
    value = fields.get(name, "")
    if not isinstance(value, str):
        raise SourceUnreadable(path, f"its “{name}” is not one line of text")
    if len(value) > MAX_VALUE_CHARACTERS:
        raise SourceUnreadable(path, f"its “{name}” is longer than {MAX_VALUE_CHARACTERS} characters")
    return one_line(value) or default


def list_field(path: Path, fields: Fields, name: str, separator: str) -> tuple[str, ...]:
    """The values of a list, or of a line that `separator` divides. Raises SourceUnreadable."""
    value = fields.get(name, "")
    if isinstance(value, str):
        value = value.split(separator)
    if not isinstance(value, list) or len(value) > MAX_VALUES:
        raise SourceUnreadable(path, f"its “{name}” is not a short list of lines")
    lines = (text_field(path, {name: part}, name) for part in value)
    return tuple(line for line in lines if line)


def read_entry(path: Path, fields: Fields, pack_id: str, language: str, title: str) -> DocumentEntry:
    """What the fields say of a document; `language` and `title` where they do not say. Raises SourceUnreadable."""
    language = read_language(path, text_field(path, fields, "language", language))
    direction = read_direction(path, fields, language)
    title = text_field(path, fields, "title", title[:MAX_VALUE_CHARACTERS])
    if not title:
        raise SourceUnreadable(path, "it has no title")
    form = text_field(path, fields, "form", "text")
    if form not in FORMS:
        raise SourceUnreadable(path, f"its form “{form}” is none of {', '.join(FORMS)}")
    return DocumentEntry(
        pack_id,
        read_id(path, fields, path.stem),
        title,
        language,
        direction,
        text_field(path, fields, "kind"),
        list_field(path, fields, "collection", "/"),
        read_date(path, fields, "date"),
        read_date(path, fields, "date_end"),
        form,
    )


def read_id(path: Path, fields: Fields, name: str) -> str:
    """The id that is given, or one made from a file's or folder's name. Raises SourceUnreadable."""
    given = text_field(path, fields, "id")
    made = given or re.sub(r"[^a-z0-9._-]+", "-", name.lower()).strip("-._")[:80]
    if not is_id(made):
        wanted = "small letters of a to z, digits, dots, dashes and underscores, at most 80"
        raise SourceUnreadable(path, f"its id “{made}” cannot be used; an id is made of {wanted}")
    return made


def one_line(text: str) -> str:
    """`text` without control characters, its blanks folded, NFC."""
    return plain_text(clean_inline(escape(text)))


def read_language(path: Path, language: str) -> str:
    """`language`. Raises SourceUnreadable unless it is built like a language tag."""
    if not is_language(language):
        raise SourceUnreadable(path, f"its language “{language}” is not a language tag such as en or pt-BR")
    return language


def read_direction(path: Path, fields: Fields, language: str) -> str:
    """The direction that is given, or in which `language` is written. Raises SourceUnreadable."""
    written = "rtl" if language.split("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"
    direction = text_field(path, fields, "direction", written)
    if direction not in ("ltr", "rtl"):
        raise SourceUnreadable(path, f"its direction “{direction}” is neither ltr nor rtl")
    return direction


def read_date(path: Path, fields: Fields, name: str) -> str:
    """A date, or nothing. Raises SourceUnreadable."""
    date = text_field(path, fields, name)
    if date and not _DATE.fullmatch(date):
        raise SourceUnreadable(path, f"its {name} “{date}” does not read like 2014, 2014-10 or 2014-10-31")
    return date
