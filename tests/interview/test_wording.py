"""Words as they count: whatever case, punctuation, contraction or spelling they come in."""

from __future__ import annotations

import pytest

from interviewer.interview.judging.glossary import Glossary
from interviewer.interview.judging.wording import tokens_of, tokens_of_text


def texts(text: str, *about: str, accept: dict[str, tuple[str, ...]] | None = None) -> list[str]:
    glossary = Glossary().for_question(about, accept)
    return [token.text for token in glossary.read(tokens_of_text(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It's Low-Code!", "it is low code"),
        ("I'd say they're the team's, thats all", "i would say they are the team that is all"),
        ("We don’t, can't and won't.", "we do not can not and will not"),
        ("um so, uh, 40-50% less", "so 40 50 percent less"),
        ("TableName, IsActive", "table name is active"),
        ("dont wont", "do not will not"),
        ("😀 \x07 …", ""),
    ],
)
def test_tokens(text: str, expected: str) -> None:
    assert " ".join(token.text for token in tokens_of_text(text)) == expected


def test_a_token_knows_its_words() -> None:
    tokens = tokens_of(["Um,", "don't", "use", "low-code."])
    assert [(token.text, token.first, token.last) for token in tokens] == [
        ("do", 1, 1),
        ("not", 1, 1),
        ("use", 2, 2),
        ("low", 3, 3),
        ("code", 3, 3),
    ]
    assert tokens[-1].ends


@pytest.mark.parametrize(
    ("text", "about", "expected"),
    [
        ("a d f and azure data factory", "", "adf and adf"),
        ("the r f c's and d b us", "", "the rfc and dbu"),
        ("it's in data bricks", "", "it is in databricks"),
        ("the s l a a client has", "What is an SLA?", "the sla a client has"),
        ("the s l a b c", "What is an SLA?", "the sla b c"),
        ("we sync with skim", "How do you use SCIM?", "we sync with scim"),
        ("we skim the page", "How do you read?", "we skim the page"),
        ("a work space", "one workspace", "a workspace"),
        ("the cat is concatenated", "cat", "the cat is concatenated"),
    ],
)
def test_the_glossary_reads_what_speech_makes_of_terms(text: str, about: str, expected: str) -> None:
    assert " ".join(texts(text, about)) == expected


def test_accepted_wordings_count_as_the_term() -> None:
    accept = {"Workbooks": ("custom dashboards", "ship")}
    assert texts("we have custom dashboards", "Workbooks", accept=accept) == ["we", "have", "workbooks"]
    assert texts("we ship it", "Workbooks", accept=accept) == ["we", "ship", "it"]


def test_a_joined_token_spans_all_its_words() -> None:
    glossary = Glossary().for_question(["ADF"])
    token = glossary.read(tokens_of(["use", "a", "d", "f"]))[1]
    assert (token.text, token.first, token.last) == ("adf", 1, 3)
