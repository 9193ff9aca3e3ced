"""Start here: without an argument the window opens, a verb runs the command line."""

from __future__ import annotations

import multiprocessing
import sys


def main() -> int:
    """The exit status is the one that the command line's contract gives."""
    multiprocessing.freeze_support()
    from interviewer import cli  # noqa: PLC0415 - a frozen child process must not load the whole app first

    return cli.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
