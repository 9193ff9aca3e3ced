"""Documents of other people, each written another way, and what a person finds in them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from interviewer.banks.editing import Editing
from interviewer.banks.importing import Import, apply, preview
from interviewer.banks.library import Library

FOLDER = Path(__file__).parents[1] / "data" / "banks"
#: document -> (section, number, question, kind, its key points)
EXPECTED: dict[str, list[tuple[int, int, str, str, list[str]]]] = {
    "hotel": [
        (
            1, 1, "How do you greet a guest who arrives before check-in?", "plain",
            [
                "intro: I welcome them by name.",
                "intro: It’s their first impression.",
                "bullet: Luggage: I take the bags to the store at once.",
                "bullet: Waiting: I offer coffee in the café and say when the room is ready.",
                "bullet: Cost: An early check-in is [amount?]/night, which I say beforehand.",
                "closing: A guest who waits well is a guest who returns.",
            ],
        ),
        (
            1, 2, "How do you handle an overbooking?", "star",
            [
                "situation: S: In August we were three rooms short.",
                "task: T: I had to find rooms of the same class.",
                "action: A: I called two hotels nearby and paid the taxi.",
                "result: R: All three guests came back.",
            ],
        ),
    ],
    "nursing": [
        (
            1, 1, "How do you prioritise patients on a busy ward?", "plain",
            [
                "intro: I triage by clinical need, not by who calls first.",
                "numbered: Airway, breathing, circulation: Anything that threatens them comes first.",
                "numbered: Early warning scores: I re-check observations whenever the score rises.",
                "numbered: Delegation - I hand stable patients to a colleague "
                "and tell them what to watch for.",
                "closing: Then I tell the patients who wait how long it will take.",
            ],
        ),
        (
            1, 2, "Tell me about a time you made a medication error, or nearly did.", "star",
            [
                "situation: Situation: On a night shift, two patients had similar names.",
                "task: Task: I had to give both their evening insulin.",
                "action: Action: I stopped at the second check, because the date of birth did not match.",
                "result: Result: Nobody was harmed, and the ward now uses coloured wristbands.",
            ],
        ),
        (
            2, 3, "How do you handle a disagreement with a doctor?", "plain",
            [
                "paragraph: I speak up at once when safety is at stake.",
                "paragraph: I use SBAR so that the concern is short and clear.",
                "paragraph: If it is not heard, I go up the chain.",
            ],
        ),
    ],
    "programming": [
        (
            1, 1, "What is the difference between a list and a tuple?", "plain",
            [
                "paragraph: A list can be changed; a tuple can't.",
                "paragraph: Only a tuple of hashable values can be the key of a dict.",
            ],
        ),
        (
            1, 2, "How do you find a memory leak?", "plain",
            [
                "bullet: First I reproduce it: tracemalloc shows where memory was taken.",
                "bullet: Then I look for caches without a limit.",
                "bullet: Last I add a test that watches *** and the peak.",
                "closing: In production I watch the resident memory of each worker.",
            ],
        ),
        (
            2, 1, "How do you review code?", "plain",
            [
                "bullet: Correctness: I read the tests first.",
                "bullet: Clarity: I ask about what I had to read twice.",
                "bullet: Kindness: I say what is good as well.",
            ],
        ),
    ],
    "sales": [
        (
            1, 1, "How do you find new customers?", "plain",
            [
                "intro: I start from the customers that we already have.",
                "bullet: Referrals: I ask every happy customer for two names.",
                "bullet: Events: I go to three trade fairs a year.",
                "bullet: At each I book meetings beforehand.",
                "bullet: I follow up within two days.",
                "bullet: Cold calls: I call for one hour each morning.",
            ],
        ),
        (
            1, 2, "What is your closing technique?", "plain",
            [
                "paragraph: I don't push.",
                "paragraph: I summarise what the customer has told me, and ask what stands in the way.",
                "paragraph: Most deals close when the last open question is answered.",
            ],
        ),
        (
            2, 3, "Which figures do you watch?", "plain",
            [
                "paragraph: Win rate: It shows whether I talk to the right people.",
                "paragraph: Sales cycle: A long one means that I met the wrong person.",
                "paragraph: I look at them every Friday.",
            ],
        ),
    ],
    "support": [
        (
            1, 1, "What does good support look like?", "plain",
            [
                "intro: It solves the cause and not only the symptom.",
                "bullet: Fast first reply",
                "bullet: One owner per ticket",
                "bullet: No jargon",
            ],
        ),
        (
            1, 2, "How do you deal with an angry customer?", "plain",
            [
                "intro: I let them finish.",
                "intro: Then I repeat the problem in my own words.",
                "numbered: I apologise once, and mean it.",
                "bullet: today: a workaround",
                "bullet: this week: the fix",
                "numbered: I call back myself.",
            ],
        ),
        (
            2, 1, "Which tools have you used?", "plain",
            ["paragraph: Zendesk and Jira.", "paragraph: I write the macros that the team shares."],
        ),
    ],
    "teaching": [
        (
            1, 1, "How would you calm a noisy class?", "plain",
            [
                "paragraph: I wait in silence until I have their eyes.",
                "paragraph: I never shout.",
                "paragraph: I praise the pupils who are ready, by name.",
            ],
        ),
        (
            1, 2, "How do you support a child who struggles with reading?", "plain",
            [
                "paragraph: Short daily practice beats long weekly lessons.",
                "paragraph: I let the child choose the book.",
                "paragraph: We read in turns, and I keep a record of the words that stop them.",
            ],
        ),
        (
            1, 3, "Why do you want to work with us?", "plain",
            ["paragraph: Your school puts play first.", "paragraph: That is how my own children learned."],
        ),
    ],
}  # fmt: skip


def seen(planned: Import) -> list[tuple[int, int, str, str, list[str]]]:
    return [
        (
            one.section, one.number, one.text, one.answer_kind.value,
            [f"{point.part or point.origin}: {point.text}" for point in one.rubric.points],
        )
        for one in planned.bank.questions
    ]  # fmt: skip


def test_every_document_has_its_expectation() -> None:
    assert {path.stem for path in FOLDER.glob("*.md")} == EXPECTED.keys()


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_document_reads_as_a_person_reads_it(library: Library, name: str) -> None:
    file = FOLDER / f"{name}.md"
    planned = preview(library, file)
    assert seen(planned) == EXPECTED[name]
    lines = file.read_text(encoding="utf-8").splitlines()
    for question in planned.bank.questions:
        for point in question.rubric.points:
            assert point.lines is not None
            written = " ".join(lines[point.lines[0] - 1 : point.lines[1]])
            assert point.text.split()[-1].strip(".*`") in written
    apply(planned)
    again = library.load(name)
    assert [one.rubric.points[0].text for one in again.questions] == [
        one.rubric.points[0].text for one in planned.bank.questions
    ]


def test_labels_are_bold_leads_with_and_without_a_colon(library: Library) -> None:
    points = preview(library, FOLDER / "programming.md").bank.questions[2].rubric.points
    assert [point.label for point in points] == ["Correctness", "Clarity", "Kindness"]
    points = preview(library, FOLDER / "sales.md").bank.questions[0].rubric.points
    assert [point.label for point in points] == [None, "Referrals", "Events", None, None, "Cold calls"]


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("**1. What is dry rot?**\n\nA fungus.\n\n**2. How do you stop it?**\n\nI let it dry.\n", 2),
        ("Q1: Why wood?\nA1: It breathes.\n\nQ2: Why lime?\nA2: It breathes too.\n", 2),
        ("## Wood\n\n**Question:** Why oak?\n\nIt lasts.\n\n```\nQ: not me\nA: nor me\n```\n", 1),
        ("1. Why oak?\nIt lasts.\n2. I like it.\nSo do I.\n\nQ: Why?\nA: It lasts.\n", 1),
        ("## Why wood?\n\nIt breathes.\n\n**Really?**\n\nYes, it does.\n\n**Always?**\n\nYes indeed.\n", 1),
    ],
)
def test_questions_that_are_no_headings(library: Library, tmp_path: Path, text: str, questions: int) -> None:
    file = tmp_path / "wood.md"
    file.write_text(text, encoding="utf-8")
    planned = preview(library, file)
    assert len(planned.bank.questions) == questions
    assert all(one.rubric.points and not one.text.startswith(("Q", "1")) for one in planned.bank.questions)
    made = "headings-made" in {message.code for message in planned.messages}
    assert made is not text.startswith("## Why")


ASKED = "### 1. How do you plan?\n**Answer:**\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("• I list.\n◦ I order.\n– I cut.\n", ["I list.", "I order.", "I cut."]),
        ("a) I list.\nb) I order.\n(1) I cut.\n", ["I list.", "I order.", "I cut."]),
        ("- [ ] I list.\n- [x] I order.\n", ["I list.", "I order."]),
        ("*\u00a0I list.\n* • I order.\n", ["I list.", "I order."]),
        ("**1. List.** I write.\n**2. Order.** I sort.\n", ["List: I write.", "Order: I sort."]),
        ("1) I order:\n   a. by value\n   b. by risk\n", ["by value", "by risk"]),
        ("\n    * I list.\n    * I order.\n", ["I list.", "I order."]),
        ("– and so I list.\n", ["– and so I list."]),
        ("- a) I list.\n- b) I order.\n", ["a) I list.", "b) I order."]),
        ("[ ] I list.\n[ ] I order.\n", ["[ ] I list.", "[ ] I order."]),
        ("* **List: I write.\n* I **order.\n", ["List: I write.", "I order."]),
        ("* I list[^1].\n\n[^1]: On paper.\n", ["I list.", "On paper."]),
        ("<details><summary>Show answer</summary>I list.</details>\n", ["I list."]),
        (
            "**Situation:** It was late.\n**Action:** I cut. I told them.\n**Result:** It held.\n",
            ["Situation: It was late.", "Action: I cut.", "Action: I told them.", "Result: It held."],
        ),
    ],
)
def test_marks_of_lists_that_commonmark_does_not_know(
    library: Library, tmp_path: Path, text: str, expected: list[str]
) -> None:
    file = tmp_path / "one.md"
    file.write_text(ASKED + text, encoding="utf-8")
    (question,) = preview(library, file).bank.questions
    assert [point.text for point in question.rubric.points] == expected


@pytest.mark.parametrize(
    "label",
    ["__Answer__:", "> **Answer:**", "Ans:", "***Answer:***", "**Model answer (short):**", "*Answer*\n"],
)
def test_the_label_of_an_answer_in_other_marks(library: Library, tmp_path: Path, label: str) -> None:
    file = tmp_path / "one.md"
    file.write_text(f"### 1. How do you plan?\n{label} I list.\n", encoding="utf-8")
    (question,) = preview(library, file).bank.questions
    assert [point.text for point in question.rubric.points] == ["I list."]


@pytest.mark.parametrize(
    "text",
    [
        "1. **What is A?**\n   It is A.\n2. **What is B?**\n   It is B.\n",
        "1. What is A?\n\n   Answer: It is A.\n\n2. What is B?\n\n   Answer: It is B.\n",
        "What is A?\nIt is A.\n\nWhat is B?\nIt is B.\n",
        "Q1. What is A?\nA1. It is A.\n\nQ2. What is B?\nA2. It is B.\n",
        "# Prep\n\n| Question | Answer |\n|---|---|\n| What is A? | It is A. |\n| What is B? | It is B. |\n",
        "#Prep\n##1. What is A?\n**Answer:** It is A.\n##2. What is B?\n**Answer:** It is B.\n",
        "## Question 1\nWhat is A?\n### Answer\nIt is A.\n## Question 2\nWhat is B?\n### Answer\nIt is B.\n",
        "### Q1 — What is A?\nIt is A.\n### 2 - What is B?\nIt is B.\n",
        "### **1. What is A?**\nIt is A.\n### **2. What\u200b is B?**\nIt is B.\n",
        "### 1. What is **A?\nIt is A.\n### 2. What is B?\nIt is B.\n",
    ],
)
@pytest.mark.parametrize("suffix", ["md", "txt"])
def test_questions_and_answers_as_others_set_them(
    library: Library, tmp_path: Path, text: str, suffix: str
) -> None:
    file = tmp_path / f"one.{suffix}"
    file.write_text(text, encoding="utf-8")
    planned = preview(library, file)
    bank = planned.bank
    assert [question.text for question in bank.questions] == ["What is A?", "What is B?"]
    points = [point for question in bank.questions for point in question.rubric.points]
    assert [point.text for point in points] == ["It is A.", "It is B."]
    lines = text.split("\n")
    assert all(point.lines and point.text in lines[point.lines[0] - 1] for point in points)
    apply(planned)
    again = library.load("one")
    assert [question.text for question in again.questions] == ["What is A?", "What is B?"]


def test_a_question_that_stands_under_a_counting_heading_can_be_reworded(
    library: Library, tmp_path: Path
) -> None:
    file = tmp_path / "one.md"
    file.write_text("## Question 1\nWhat is A?\n\n### Answer\nIt is A.\n", encoding="utf-8")
    apply(preview(library, file))
    editing = Editing(library, "one")
    question = editing.bank.questions[0]
    editing.change(replace(question, text="Why is A?"))
    assert [(one.id, one.text) for one in editing.bank.questions] == [(question.id, "Why is A?")]


def test_characters_that_are_lost_for_good_are_told(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "one.md"
    file.write_text(
        ASKED + "* It\ufffds fine, and donÕt be na\ufffdve.\n* It took  hours.\n", encoding="utf-8"
    )
    planned = preview(library, file)
    assert [point.text for point in planned.bank.questions[0].rubric.points] == [
        "It’s fine, and don’t be na\ufffdve.", "It took [amount?] hours."
    ]  # fmt: skip
    told = [(one.code, one.line) for one in planned.messages]
    assert told == [("mojibake-repaired", 3)] * 2 + [("character-lost", 3), ("amount-lost", 4)]
