"""The gallery leaves no state out."""

from __future__ import annotations

from tests.pictures.states import STATES


def test_in_no_state_anything_is_cut_in_the_smallest_window_or_at_200_per_cent(tmp_path, make_pictures):
    ran = make_pictures(tmp_path, "--cut")
    assert ran.stdout + ran.stderr == ""
    assert ran.returncode == 0


def test_every_state_can_be_reached_and_has_a_picture(tmp_path, make_pictures):
    ran = make_pictures(tmp_path, "--themes", "sepia", "--percents", "100", "--directions", "usual")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert len(list(tmp_path.glob("*.png"))) == len(STATES)
