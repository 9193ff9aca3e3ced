"""A small bank and an answer to its first question, as the app would hold them."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from interviewer.interview.attempt import Attempt
from interviewer.interview.coverage import (
    Coverage,
    Evidence,
    Finding,
    Ground,
    GroundKind,
    PointVerdict,
    Repair,
    Verdict,
)
from interviewer.interview.delivery import Delivery
from interviewer.interview.feedback import Feedback, Grade
from interviewer.interview.question import (
    Bank,
    KeyPoint,
    PointId,
    Question,
    QuestionId,
    QuestionType,
    Rubric,
    Section,
)
from interviewer.interview.take import Take
from interviewer.interview.transcript import Filler, Segment, Span, Transcript, Word
from interviewer.interview.waveform import Waveform
from interviewer.sentence import Sentence

_POINTS = (
    (
        "clusters",
        "Clusters",
        "Cluster policies cap the DBUs and require tags; job clusters run what is automated.",
    ),
    (
        "storage",
        "Storage",
        "Lifecycle policies move cold data to cheaper tiers; VACUUM removes stale snapshots.",
    ),
    ("budgets", "Monitoring", "Budget alerts at 50, 75 and 100 percent notify the engineering leads."),
    ("adf", "ADF", "The self-hosted integration runtime's nodes are watched, so that none idle."),
    ("photon", "Photon", "Photon is used only where the speed-up justifies its premium."),
)
_ANSWER = (
    "Cost is something I treat as a habit rather than a project. On Databricks I enforce cluster "
    "policies that cap the size and require tags for cost center and project and everything that is "
    "automated runs on job clusters because they are much cheaper. For storage we have life cycle "
    "policies that move cold data to the cool tier. Then I set budget alerts in Azure so the team "
    "leads hear about it early. We switched Photon on everywhere because it is faster."
)
_SECTIONS = (
    (1, "Platform Architecture & Azure Core Services"),
    (2, "Databricks Platform Engineering"),
    (3, "Azure Data Factory – Advanced Scenarios"),
    (4, "Leadership & Stakeholders"),
)
_QUESTIONS = (
    (1, 1, "cost", "How do you manage cost optimization across Databricks clusters, ADF pipelines, and "
     "storage?"),
    (1, 2, "design", "How would you design a scalable Azure data platform using Databricks, ADF, and Azure "
     "Storage for both batch and near-real-time workloads?"),
    (1, 3, "choose", "When would you choose ADF vs Azure Functions vs Databricks Jobs in a data pipeline?"),
    (1, 4, "failures", "What are common failure points in Azure data platforms, and how do you proactively "
     "monitor them?"),
    (2, 1, "governance", "How do you manage Databricks workspace governance across multiple teams?"),
    (2, 2, "upgrades", "How do you handle Databricks runtime upgrades without breaking pipelines?"),
    (2, 3, "secrets", "How do you manage secrets, service principals, and credential passthrough?"),
    (3, 1, "metadata", "How do you design metadata-driven ADF pipelines?"),
    (3, 2, "late", "How do you handle late-arriving data?"),
    (4, 1, "conflict", "Tell me about a time you resolved a conflict between two teams."),
)  # fmt: skip
_MODEL_ANSWER = """"Cost governance is a proactive discipline, not reactive:

1.  **Databricks:** I enforce **Cluster Policies** to restrict max DBUs and require tagging. I mandate \
**Job Clusters** for all automated workloads and use **Photon** only where the speedup justifies the premium.
2.  **ADF:** I monitor Self-Hosted Integration Runtime node utilization to avoid over-provisioning.
3.  **Storage:** Lifecycle policies are non-negotiable. I also review 'Unmanaged' Delta files with `VACUUM`.
4.  **Monitoring:** I set up Azure Budget alerts at 50%, 75%, and 100% thresholds."
"""


def bank() -> Bank:
    return Bank(
        name="azure-platform-director",
        title="Platform Engineering (Azure + Databricks)",
        sections=tuple(Section(number, title) for number, title in _SECTIONS),
        questions=tuple(_question(*row) for row in _QUESTIONS),
    )


def _question(section: int, number: int, name: str, text: str) -> Question:
    points = tuple(KeyPoint(PointId(which), words, label, weight=2) for which, label, words in _POINTS)
    return Question(
        id=QuestionId(name),
        text=text,
        say=f"spoken: {text}",
        section=section,
        number=number,
        rubric=Rubric(points),
        type=QuestionType.BEHAVIOURAL if name == "conflict" else QuestionType.KNOWLEDGE,
        target_s=90.0,
        answer_markdown=_MODEL_ANSWER,
    )


def said(text: str, *, at_s: float = 0.0) -> tuple[Word, ...]:
    """The words at an even pace, 0.4 s each."""
    return tuple(Word(token, at_s + 0.4 * n, at_s + 0.4 * n + 0.3) for n, token in enumerate(text.split()))


def transcript() -> Transcript:
    """About 0.38 s a word, with a long pause after the second sentence."""
    at_s, spoken = 1.4, []
    for token in _ANSWER.split():
        spoken.append(Word(token, at_s, at_s + 0.3, 0.95))
        at_s += 0.38 + (0.5 if token.endswith(".") else 0.0) + (4.6 if token == "cheaper." else 0.0)
    pause_at = next(number for number, word in enumerate(spoken) if word.text == "cheaper.")
    speech = (
        Span(1.4, spoken[pause_at].span.end_s),
        Span(spoken[pause_at + 1].span.start_s, at_s),
    )
    return Transcript(
        (Segment(tuple(spoken)),),
        model="tiny.en",
        duration_s=at_s + 1.0,
        speech=speech,
        fillers=(Filler("um", Span(6.1, 6.4)), Filler("uh", Span(25.0, 25.3))),
    )


def feedback(heard: Transcript) -> Feedback:
    """What the app might say about the answer, with evidence that is really in its words."""
    verdicts = (
        _judged(0, Verdict.COVERED, heard, "cluster policies that cap the size and require tags",
                Sentence("You said this.")),
        _judged(1, Verdict.PARTIAL, heard, "life cycle policies that move cold data",
                Sentence("You said part of this; what is missing: {claim}.", claim="old snapshots")),
        _judged(2, Verdict.COVERED, heard, "budget alerts in Azure", Sentence("You said this.")),
        _judged(3, Verdict.MISSED, heard, "", Sentence("This wasn't in your answer.")),
        _judged(4, Verdict.CONTRADICTED, heard, "switched Photon on everywhere",
                Sentence("You may have said the opposite of this.")),
    )  # fmt: skip
    pause = Span(heard.speech[0].end_s, heard.speech[1].start_s) if heard.speech else Span(0, 1)
    delivery = Delivery(
        words=len(heard.words),
        start_latency_s=1.4,
        duration_s=(heard.duration_s or 0.0) - 2.4,
        speaking_s=30.0,
        pace_wpm=138.0,
        pauses=(pause,),
        fillers=heard.fillers,
    )
    return Feedback(
        Coverage(verdicts, (_repair(heard),)),
        delivery,
        Grade.HARD,
        advice=(
            Sentence("Next time, bring in “{point}”.", point="Integration runtime"),
            Sentence("Say a little more about “{point}”.", point="Storage"),
        ),
    )


#: As the app judges the answer, point by point.
_GROUNDS = (
    (
        Ground(
            GroundKind.CLAIMS,
            said=(
                "Clusters: Cluster policies cap the DBUs and require tags",
                "job clusters run what is automated",
            ),
        ),
        Ground(GroundKind.WORDS, said=("Clusters", "policies", "cap", "require", "tags"), missing=("DBUs",)),
        Ground(GroundKind.MEANING, Finding.NEAR, 0.744),
        Ground(GroundKind.ENTAILMENT, Finding.FOLLOWS, 0.936),
    ),
    (
        Ground(
            GroundKind.CLAIMS,
            said=("Storage: Lifecycle policies move cold data to cheaper tiers",),
            missing=("VACUUM removes stale snapshots",),
        ),
        Ground(
            GroundKind.WORDS,
            said=("Storage", "Lifecycle", "policies", "move", "cold", "data", "cheaper", "tiers"),
            missing=("VACUUM", "removes", "stale", "snapshots"),
        ),
        Ground(GroundKind.MEANING, Finding.NEAR, 0.78),
        Ground(GroundKind.ENTAILMENT, Finding.OPEN, 0.418),
    ),
    (
        Ground(GroundKind.QUANTITIES, missing=("50", "75", "100 percent")),
        Ground(GroundKind.WORDS, said=("Budget", "alerts", "leads"), missing=("notify", "engineering")),
        Ground(GroundKind.MEANING, Finding.NEAR, 0.606),
        Ground(GroundKind.DIRECTION, Finding.SAME, 0.31),
    ),
    (
        Ground(GroundKind.MEANING, Finding.FAR, 0.24, said=("because it is faster.",)),
        Ground(
            GroundKind.WORDS, missing=("ADF", "self-hosted integration runtime", "nodes", "watched", "idle")
        ),
    ),
    (
        Ground(GroundKind.ENTAILMENT, Finding.DENIED, 0.854),
        Ground(GroundKind.WORDS, said=("Photon",), missing=("used", "speed-up", "justifies", "premium")),
        Ground(GroundKind.MEANING, Finding.NEAR, 0.646),
    ),
)


def _repair(heard: Transcript) -> Repair:
    """In the words that prove a point, as it often is."""
    first = next(at for at, word in enumerate(heard.words) if word.text == "life")
    return Repair("life cycle", "Lifecycle", first, first + 1)


def _judged(place: int, verdict: Verdict, heard: Transcript, quote: str, reason: Sentence) -> PointVerdict:
    point = bank().questions[0].rubric.points[place]
    evidence: tuple[Evidence, ...] = ()
    if quote:
        tokens = [word.text for word in heard.words]
        wanted = quote.split()
        first = next(at for at in range(len(tokens)) if tokens[at : at + len(wanted)] == wanted)
        last = first + len(wanted) - 1
        evidence = (Evidence(quote, heard.words[first].start_s, heard.words[last].end_s, first, last),)
    return PointVerdict(point, verdict, 0.8, reason, evidence, _GROUNDS[place])


def attempt(at: datetime, *, question: int = 0, folder: Path = Path("takes")) -> Attempt:
    heard = transcript()
    asked = bank().questions[question]
    take = Take(folder / f"{asked.id}.wav", heard.duration_s or 0.0)
    return Attempt(asked, take, heard, feedback(heard), at)


def outline(duration_s: float) -> Waveform:
    """Louder while there is a word, and soft between."""
    rng, said = random.Random(4), transcript().words
    peaks = bytearray(rng.randrange(2, 9) for _ in range(int(duration_s * 100)))
    for word in said:
        for at in range(int(word.span.start_s * 100), min(len(peaks), int(word.span.end_s * 100))):
            loud = 130 + 70 * math.sin(at / 170)
            peaks[at] = int(loud * abs(math.sin(at * math.pi / 17)) * rng.uniform(0.7, 1.0)) + 8
    return Waveform(bytes(peaks), duration_s)


def varied(at: datetime, *, question: int, seed: int) -> Attempt:
    """An attempt that went better or worse than others."""
    rng = random.Random(seed)
    made = attempt(at, question=question)
    verdicts = [Verdict.COVERED, Verdict.COVERED, Verdict.PARTIAL, Verdict.MISSED]
    points = tuple(replace(one, verdict=rng.choice(verdicts)) for one in made.feedback.coverage.points)
    delivery = replace(made.feedback.delivery, pace_wpm=rng.uniform(95, 175))
    return replace(made, feedback=replace(made.feedback, coverage=Coverage(points), delivery=delivery))
