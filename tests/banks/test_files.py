"""Bytes as text: what is guessed is told, and what can't be is refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewer.banks.files import decoded, write
from interviewer.errors import InputError, InterviewerError

TEXT = "### 1. Why?\n" + "I must. " * 20


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("# A\nB".encode("utf-16") + b"x", r"line 2: this looks like UTF-16, but byte 12 is not"),
        (("# A\n" + "BC" * 40).encode("utf-16-le") + b"\0\xd8x\0", "line 2: this looks like UTF-16-LE"),
        (bytes(range(128, 256)) + b"\0" * 9, "line 1: this is a binary file"),
        (TEXT.encode() + b"\x01\x02\x03" * 5, "line 2: this is a binary file"),
        ("Зачем это нужно?\n".encode("cp1251"), "line 1: .* an encoding that can't be told"),
    ],
)
def test_what_is_no_text_for_certain_is_refused_with_what_to_do(data: bytes, told: str) -> None:
    with pytest.raises(InputError, match=f"x.md, {told}") as refused:
        decoded(data, file="x.md")
    assert "Save it as" in refused.value.fix or "save it as UTF-8" in refused.value.fix


def test_bytes_that_are_no_utf_8_are_told_one_by_one_and_from_some_on_by_their_number() -> None:
    text, messages = decoded(TEXT.encode() + b"caf\xe9 " * 25, file="x.md")
    assert text.endswith("café " * 25)
    assert len(messages) == 21
    assert "5 more bytes" in messages[-1].text
    assert {message.line for message in messages} == {2}


def test_a_byte_that_stands_for_nothing_is_marked_as_lost() -> None:
    text, messages = decoded(TEXT.encode() + b"na\x81ve", file="x.md")
    assert text.endswith("na\ufffdve")
    assert "0x81" in messages[0].text


def test_a_place_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(InterviewerError, match="can't be written"):
        write(tmp_path / "file" / "bank.md", TEXT, since=None)
    with pytest.raises(InputError, match="is there already"):
        write(tmp_path / "file", TEXT, since=None)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
