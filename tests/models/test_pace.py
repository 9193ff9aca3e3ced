"""How fast this machine hears is measured once for a machine, and reckoned for every model."""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewer.models import pace
from interviewer.models.catalogue import BASE, SMALL_EN, TINY_EN
from interviewer.models.pace import Pace


def test_what_was_measured_is_kept_for_this_machine_alone(tmp_path: Path) -> None:
    measured = Pace("tiny.en", 0.4, pace.machine("cpu"))
    pace.keep(measured, tmp_path)
    assert pace.kept(tmp_path, device="cpu") == measured
    assert pace.kept(tmp_path, device="cuda") is None
    pace.keep(Pace("tiny.en", 0.4, "cpu, another machine"), tmp_path)
    assert pace.kept(tmp_path, device="cpu") is None


@pytest.mark.parametrize("content", ["", "{", "[]", '{"model": "tiny.en"}', '{"a": 1}'])
def test_a_damaged_file_is_measured_anew(tmp_path: Path, content: str) -> None:
    (tmp_path / "pace.json").write_text(content)
    assert pace.kept(tmp_path, device="cpu") is None


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    pace.keep(Pace("tiny.en", 0.4, ""), tmp_path / "nowhere")


def test_a_heavier_model_is_reckoned_to_take_longer() -> None:
    measured = Pace("tiny.en", 0.4, "")
    assert measured.reckoned_s(TINY_EN) == pytest.approx(0.4)
    assert measured.reckoned_s(BASE) == pytest.approx(0.76, abs=0.02)
    assert measured.keeps_up(BASE)
    assert not measured.keeps_up(SMALL_EN)
