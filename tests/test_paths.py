"""Where the person's data is: a library that is looked for elsewhere is a library lost."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from platformdirs import PlatformDirs
from platformdirs.macos import MacOS
from platformdirs.unix import Unix

from interviewer import paths


@pytest.mark.parametrize("given", [None, "", "data", "~/data", "{home}/data of mine/"])
@pytest.mark.parametrize(("system", "known"), [("linux", Unix), ("darwin", MacOS)])
def test_the_library_is_where_platformdirs_has_it(
    system: str, known: type[PlatformDirs], given: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("INTERVIEWER_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    if given is None:
        monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    else:
        monkeypatch.setenv("XDG_DATA_HOME", given.format(home=tmp_path))
    monkeypatch.setattr(sys, "platform", system)
    assert paths.home() == Path(known("interviewer", appauthor=False).user_data_dir)
    assert paths.home().is_relative_to(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="a home is found there without HOME")
@pytest.mark.parametrize("person", ["", "elsewhere"])
def test_a_home_that_is_no_path_counts_as_none(person: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INTERVIEWER_HOME", raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setenv("HOME", person)
    asked: list[bool] = []

    def user_data_dir(*, appauthor: bool) -> str:
        asked.append(appauthor)
        return "/by platformdirs"

    monkeypatch.setattr("platformdirs.user_data_dir", user_data_dir)
    assert paths._first_home() == Path("/by platformdirs/interviewer")
    assert asked == [False]
