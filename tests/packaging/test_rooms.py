"""The rooms of packaging: each makes its own part, of what lies beside them."""

import re
from pathlib import Path

import pytest

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
ROOMS = sorted({path.parent.name for path in PACKAGING.glob("*/*.py")})


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_no_other_room(room):
    others = "|".join(other for other in ROOMS if other != room)
    for path in (PACKAGING / room).glob("*.py"):
        assert not re.search(rf"^\s*(from|import) ({others})\b", path.read_text(encoding="utf-8"), re.MULTILINE), path
