"""The program where no network is, with a watch on every attempt to use one.

Two watches, since neither sees everything: an audit hook in the program's own Python, which ends it at the
first attempt and says where it was; and, where Linux gives us a network namespace, the kernel's count of what
had no route, which sees the C libraries and the child processes too.

    python network_watch.py REPORT [words of the command line ...]
"""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from typing import Any

STATUS = 99
_PROGRAM = str(Path(__file__))
_LIBRARIES = {"urllib.Request", "ftplib.connect", "http.client.connect", "smtplib.connect", "webbrowser.open"}
_WITH_AN_ADDRESS = {"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"}
#: Ask the machine itself.
_HARMLESS = {"socket.gethostname"}


class NetworkWatch:
    """One run of the program under watch."""

    def __init__(self, report: Path) -> None:
        self._report = report
        #: what to put before the words of the command line
        self.program = (sys.executable, _PROGRAM, str(report))

    def attempts(self) -> list[str]:
        """What the program's Python tried; it has ended then."""
        return self._report.read_text(encoding="utf-8").splitlines() if self._report.exists() else []


def without_route(counters: str) -> int:
    """How many packets or connections found no route, from the text of /proc/net/snmp (and snmp6)."""
    lines = counters.splitlines()
    names, values = (line.split() for line in lines if line.startswith("Ip:"))
    old = int(values[names.index("OutNoRoutes")])
    return old + sum(int(line.split()[1]) for line in lines if line.startswith("Ip6OutNoRoutes"))


def attempts_of(pid: int) -> int:
    """``without_route`` of a process that is cut off, with its children; 0 for one that is not."""
    if Path(f"/proc/{pid}/ns/net").readlink() == Path("/proc/self/ns/net").readlink():
        return 0
    kept = [Path(f"/proc/{pid}/net/{name}") for name in ("snmp", "snmp6")]
    return without_route("".join(file.read_text(encoding="ascii") for file in kept if file.exists()))


def watch(report: Path) -> None:
    """From now on every attempt is written into the report, and ends the process."""

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _LIBRARIES or (event.startswith("socket.") and _is_network(event, arguments)):
            with report.open("a", encoding="utf-8") as told:
                told.write(f"{event} {arguments!r}\n")
            os._exit(STATUS)

    sys.addaudithook(hook)


def _is_network(event: str, arguments: tuple[Any, ...]) -> bool:
    """Sockets of the machine itself, to the sound server say, are no network."""
    if event == "socket.__new__":
        return arguments[1] not in {socket.AF_UNIX, -1}
    if event in _WITH_AN_ADDRESS:
        return bool(arguments[0].family != socket.AF_UNIX)
    return event not in _HARMLESS


if __name__ == "__main__":
    watch(Path(sys.argv[1]))
    from interviewer import cli

    sys.argv[1:2] = []
    sys.exit(cli.main(sys.argv[1:]))
