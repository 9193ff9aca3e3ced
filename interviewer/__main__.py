"""Start here: without an argument the window opens, a verb runs the command line."""

from __future__ import annotations

import sys


def main() -> int:
    """The exit status is the one that the command line's contract gives."""
    if getattr(sys, "frozen", False):
        import multiprocessing  # noqa: PLC0415 - as below; a frozen app is its own child

        multiprocessing.freeze_support()
    if len(sys.argv) == 3:
        from interviewer.speech import utterance  # noqa: PLC0415 - a child process must not load the whole app

        if sys.argv[1] == utterance.VERB:
            utterance.run(sys.argv[2])
    from interviewer.loading import uncollected  # noqa: PLC0415 - as above

    with uncollected():
        from interviewer import cli  # noqa: PLC0415 - as above

    return cli.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
