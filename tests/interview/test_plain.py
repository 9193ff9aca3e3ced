"""Markdown as a person would read it out."""

from __future__ import annotations

import pytest

from interviewer.interview.documents.plain import marked, plain


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        (r"It is \*so\* and \_so\_.", "It is *so* and _so_."),
        ("I use <script>steal('x')</script>that.", "I use that."),
        ("I use <style>b { x }</style><b>that</b>.", "I use that."),
        ("I use <script>one <b>two", "I use"),
        ("Call <your name> on<br>Monday.", "Call <your name> on Monday."),
        ("Use [`git`](x) __now__.", "Use git now."),
    ],
)
def test_what_is_read_out(markdown: str, text: str) -> None:
    assert plain(markdown) == text


def test_code_and_bold_are_known_where_commonmark_has_to_decide() -> None:
    found = marked(r"__Label:__ use `git bisect` and [**that**](x).")
    assert (found.text, found.lead) == ("Label: use git bisect and that.", "Label:")
    assert (found.bold, found.code) == (("Label:", "that"), ("git bisect",))
