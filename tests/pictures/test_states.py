"""The gallery leaves no state out."""

from __future__ import annotations

from tests.pictures.states import STATES


def test_every_state_can_be_reached_and_has_a_picture(tmp_path, make_pictures):
    ran = make_pictures(tmp_path, "--themes", "sepia", "--percents", "100", "--directions", "usual")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert len(list(tmp_path.glob("*.png"))) == len(STATES)
