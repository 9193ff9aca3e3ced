"""What a question is taken for by its wording."""

from __future__ import annotations

import pytest

from interviewer.interview.documents.story import question_type
from interviewer.interview.question import AnswerKind, QuestionType

WORDINGS = {
    QuestionType.BEHAVIOURAL: (
        "Tell us about a conflict.", "Describe a project.", "Share one mistake.", "Recall an incident.",
        "Think of a decision.", "Give me an example of a failure.", "Walk me through a situation.",
        "What was the last time that you failed?", "Was there a situation where you gave in?",
        "Name an occasion when you led.", "Is there one instance in which it broke?",
        "Have you ever failed? And what did you learn?",
    ),
    QuestionType.MOTIVATION: (
        "Why do you want this?", "Why Contoso?", "Why Contoso, and not us?", "What interests you here?",
        "What attracts you?", "What motivates you?", "What excites you?", "And why this kind of role?",
        "Where do you see yourself?", "So, tell me about yourself.", "Say why would you want it.",
    ),
    QuestionType.LEADERSHIP: (
        "How do you mentor?", "Do you coach?", "What of underperformers?", "Who is a team member?",
        "How big is your team?", "What is leadership?", "Who are stakeholders?", "How do you prioritize?",
        "What are priorities?", "What is culture?", "Whom do you hire?", "What of hiring?",
        "What do you delegate?", "How is delegation done?", "How is feedback to others given?",
        "How many direct reports?", "Can you manage people?", "What may motivate?",
    ),
    QuestionType.COMPARISON: (
        "Terraform vs Bicep", "Terraform versus Bicep", "Compare the two.", "What differences between them?",
        "What is it compared to that?", "When would you choose it?", "What are pros and cons?",
        "This or that, and which?",
    ),
    QuestionType.EXPERIENCE: (
        "Have you used it?", "What had you built?", "Where you've worked, was it so?",
        "Is it your experience?", "What tools have you?",
    ),
    QuestionType.DESIGN: (
        "Do you design it?", "Who is the architect?", "A structure?", "Set up X from scratch.",
    ),
    QuestionType.HOWTO: (
        "How is it?", "Explain your strategy.", "What’s your process?", "What is your approach?",
    ),
    QuestionType.KNOWLEDGE: ("What is a pod?", "Reservations", "Is a chair shared?", "Define orchestration."),
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind"), [(text, kind) for kind, texts in WORDINGS.items() for text in texts]
)
def test_the_wording_says_what_is_asked(text: str, kind: QuestionType) -> None:
    assert question_type(text, kind=AnswerKind.PLAIN) is kind
