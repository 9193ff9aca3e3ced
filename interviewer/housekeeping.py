"""The library as a whole: how much there is of it, backed up, restored, salvaged, moved, deleted.

What needs the archive closed is prepared while the window is open, and done by ``end`` when it has closed;
the command line does the one right after the other.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from interviewer import log, paths
from interviewer.sentence import Sentence, together

if TYPE_CHECKING:
    from interviewer.history.erasure import Belongings
    from interviewer.interview.ports import CancelToken

Progress = Callable[[float], None]


class Prepared(NamedTuple):
    """How to do what was prepared, and how to be rid of it."""

    end: Callable[[], str]
    give_up: Callable[[], object]


class Housekeeping:
    """Long work all of it: for the worker."""

    def __init__(self) -> None:
        self.place = paths.home()
        self._prepared: Prepared | None = None

    def end(self) -> str:
        """Does what was prepared, and says in words what was done. No archive may be open.

        Where the library goes, the log goes with it: to be begun anew.
        """
        prepared, self._prepared = self._prepared, None
        return prepared.end() if prepared is not None else ""

    def give_up(self) -> None:
        """What was prepared is not wanted any more."""
        if self._prepared is not None:
            self._prepared.give_up()
        self._prepared = None

    def size_bytes(self) -> int:
        from interviewer.history import erasure

        return sum(one.size_bytes for one in erasure.belongings(self.place))

    def holdings(self) -> list[str]:
        """What there is, a line a kind."""
        from interviewer.history import erasure

        return [_in_words(one) for one in erasure.belongings(self.place)]

    def prepare_salvage(self, progress: Progress | None = None) -> None:
        """What can still be read of a damaged history goes into a new one; the damaged file is kept."""
        from interviewer.history.lock import LibraryLock
        from interviewer.history.salvage import salvage

        def end() -> str:
            with LibraryLock(self.place):
                saved = salvage(
                    paths.database(), takes=paths.takes(), at=datetime.now().astimezone(), progress=progress
                )
            return Sentence(
                "Carried over: {kept} attempts; lost: {lost}. Every recording is kept. "
                "The damaged file is {file}.",
                kept=saved.attempts,
                lost=saved.lost,
                file=saved.aside,
            )

        self._prepared = Prepared(end, lambda: None)

    def prepare_erasure(self) -> None:
        """All of it goes at the end."""
        from interviewer.history import erasure

        def end() -> str:
            log.stop()
            gone = erasure.erase(self.place)
            told = Sentence("Deleted for good. Backups that you made elsewhere are yours.")
            return together([told, *map(_in_words, gone)], by="\n")

        self._prepared = Prepared(end, lambda: None)

    def back_up(self, to: Path, progress: Progress, cancel: CancelToken) -> None:
        from interviewer.history import backup

        backup.back_up(self.place, to=to, progress=progress, cancel=cancel)

    def prepare_restore(self, file: Path) -> None:
        """Unpacks and checks the backup; nothing is replaced yet."""
        from interviewer.history import backup
        from interviewer.history.lock import LibraryLock

        unpacked = backup.unpack(file, library=self.place)

        def end() -> str:
            with LibraryLock(self.place):
                aside = backup.put_in_place(unpacked, library=self.place, at=datetime.now().astimezone())
            return Sentence(
                "Restored from {file}. What was there before is in {aside}."
                if aside
                else "Restored from {file}.",
                file=file,
                aside=aside,
            )

        self._prepared = Prepared(end, lambda: shutil.rmtree(unpacked, ignore_errors=True))

    def prepare_move(self, to: Path, progress: Progress, cancel: CancelToken) -> None:
        """Copies the library; the old one counts until the end, and is deleted then."""
        from interviewer.history import erasure
        from interviewer.history.relocation import copy_library

        to = to.expanduser().resolve()
        copy_library(self.place, to, progress=progress, cancel=cancel)

        def end() -> str:
            paths.leave_word(to)
            log.stop()
            erasure.erase(self.place)
            return Sentence("The library is in {to} now.", to=to)

        self._prepared = Prepared(end, lambda: erasure.erase(to))


def _in_words(one: Belongings) -> Sentence:
    return Sentence(
        "{kind}: 1 file, {size} MB" if one.files == 1 else "{kind}: {count} files, {size} MB",
        kind=one.kind,
        count=f"{one.files:,}",
        size=f"{one.size_bytes / 1e6:,.1f}",
    )
