"""What the right side of the preview says about the row that is chosen, as text with a little form.

Everything that comes from the document is escaped: nothing in it is run or loaded.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from interviewer.interview.documents.repair import Place
from interviewer.interview.documents.succession import Fate, Step
from interviewer.interview.question import KeyPoint, Message, Question
from interviewer.ui.banks.preview import Preview
from interviewer.ui.banks.preview_list import fate_word, severity_tone, severity_word
from interviewer.ui.elements import words
from interviewer.ui.look import theme

#: lines of the document around the one that is told about
_AROUND = 2


def about(what: object, preview: Preview) -> str:
    """The text for a row."""
    if isinstance(what, Step):
        return _step(what, preview)
    if isinstance(what, Message):
        return _heading(severity_word(what.severity)) + _beside(preview, [what])
    return _repair(what, preview) if isinstance(what, Place) else ""


def _step(step: Step, preview: Preview) -> str:
    question = step.after or step.before
    if question is None:
        return ""
    parts = [_title(question.text)]
    if preview.exists:
        parts.append(_fate(step))
    told = preview.by_question.get(step.id, ())
    if told and step.fate is not Fate.GONE:
        parts += [_heading(words.tr("To look at")), _beside(preview, told)]
    points = question.rubric.points
    if points:
        title = words.tr("Key points: {count}").format(count=len(points))
        parts += [_heading(title), *(_point(number, point) for number, point in enumerate(points, start=1))]
    if question.follow_ups:
        parts.append(_heading(words.tr("Follow-ups")))
        parts += [_paragraph(escape(one.ask)) for one in question.follow_ups]
    return "".join(parts)


def _fate(step: Step) -> str:
    text = {
        Fate.NEW: words.tr("New: it gets an id of its own."),
        Fate.CHANGED: words.tr("Its answer changed. Its recordings and its schedule stay with it."),
        Fate.REWORDED: words.tr("Reworded. Its recordings and its schedule stay with it."),
        Fate.GONE: words.tr("It is no longer in the document, and leaves the bank. Its recordings stay."),
        Fate.SAME: words.tr("As it is in the bank."),
    }[step.fate]
    parts = [_paragraph(f"<b>{escape(fate_word(step.fate))}.</b> {escape(text)}", tone="muted")]
    if step.before and step.after and step.before.text != step.after.text:
        parts.append(_paragraph(_struck(step.before.text), tone="muted"))
    if step.fate is Fate.CHANGED and step.before and step.after:
        parts.append(_differences(step.before, step.after))
    return "".join(parts)


def _differences(before: Question, after: Question) -> str:
    """The lines of the answer that go and that come."""
    old, new = before.answer_markdown.splitlines(), after.answer_markdown.splitlines()
    gone = [line for line in old if line.strip() and line not in new]
    come = [line for line in new if line.strip() and line not in old]
    look = theme.colours()
    rows = [(line, "−", look.contradicted_wash) for line in gone]
    rows += [(line, "+", look.covered_wash) for line in come]
    return _table((mark, escape(line), colour) for line, mark, colour in rows) if rows else ""


def _point(number: int, point: KeyPoint) -> str:
    facts = [words.tr("weight {weight}").format(weight=point.weight)]
    if point.part is not None:
        facts.insert(0, words.part(point.part))
    if point.lines is not None:
        first, last = point.lines
        place = words.tr("line {line}") if first == last else words.tr("lines {line}–{last}")
        facts.append(place.format(line=first, last=last))
    muted = theme.colours().muted
    caption = theme.font(theme.Type.CAPTION).pointSizeF()
    below = f'<br><span style="color:{muted}; font-size:{caption:.1f}pt">{escape(" · ".join(facts))}</span>'
    text = escape(point.text)
    if point.label and text.startswith(escape(point.label)):
        label = escape(point.label)
        text = f"<b>{label}</b>{text[len(label) :]}"
    elif point.label:
        text = f"<b>{escape(point.label)}:</b> {text}"
    return (
        f'<table cellspacing="0"><tr><td width="{theme.scaled(26)}" style="color:{muted}">{number}.</td>'
        f'<td style="padding-bottom:8px">{text}{below}</td></tr></table>'
    )


def _repair(place: Place, preview: Preview) -> str:
    look = theme.colours()
    line = preview.line(place.line)
    before = _marked(line, place.before, look.partial_wash)
    after = _marked(line.replace(place.before, place.after, 1), place.after, look.covered_wash)
    title = words.tr("Line {number}").format(number=place.line)
    return (
        _heading(title)
        + _heading(words.tr("Before"))
        + _table([("−", before, "")])
        + _heading(words.tr("After"))
        + _table([("+", after, "")])
    )


def _beside(preview: Preview, messages: Iterable[Message]) -> str:
    """Lines of the document with their numbers, and under each what there is to say about it."""
    told: dict[int, list[Message]] = {}
    loose: list[Message] = []
    for message in messages:
        (told.setdefault(message.line, []) if preview.line(message.line) and message.line else loose).append(
            message
        )
    parts = [_said(message) for message in loose]
    wanted = sorted(told)
    for place, number in enumerate(wanted):
        first = max(number - _AROUND, 1, wanted[place - 1] + 1 if place else 1)
        last = min(number + (_AROUND if len(wanted) == 1 else 0), len(preview.lines))
        rows = [
            (str(one), escape(_short(preview.line(one))), _wash(told[number]) if one == number else "")
            for one in range(first, last + 1)
            if preview.line(one).strip()
        ]
        before = [row for row in rows if int(row[0]) <= number]
        after = [row for row in rows if int(row[0]) > number]
        parts += [_table(before), *(_said(message) for message in told[number]), _table(after)]
    return "".join(parts)


def _wash(messages: list[Message]) -> str:
    colour: str = getattr(theme.colours(), f"{severity_tone(messages[0].severity)}_wash")
    return colour


def _said(message: Message) -> str:
    colour = getattr(theme.colours(), severity_tone(message.severity))
    return (
        f'<p style="margin:2px 0 10px 8px; color:{colour}"><b>{escape(severity_word(message.severity))}:</b> '
        f"{escape(words.said(message.text))}</p>"
    )


def _table(rows: Iterable[tuple[str, str, str]]) -> str:
    """Lines in a fixed width: what stands before each, the line, the colour behind it."""
    muted = theme.colours().muted
    width = theme.scaled(38)
    cells = "".join(
        f'<tr><td width="{width}" align="right" style="color:{muted}; padding:2px 8px 2px 0">{lead}</td>'
        f'<td style="padding:2px 6px; background-color:{wash or "transparent"}">{text}</td></tr>'
        for lead, text, wash in rows
    )
    mono = "font-family:monospace; font-size:" + f"{theme.font(theme.Type.CAPTION).pointSizeF():.1f}pt"
    return f'<table width="100%" cellspacing="0" style="{mono}">{cells}</table>' if cells else ""


def _short(line: str, *, longest: int = 400) -> str:
    return line if len(line) <= longest else line[:longest] + " …"


def _marked(line: str, part: str, colour: str) -> str:
    start = line.find(part)
    if start < 0:
        return escape(_short(line))
    end = start + len(part)
    lead = line[:start] if start <= 120 else "… " + line[start - 120 : start]
    tail = line[end : end + 160] + (" …" if len(line) > end + 160 else "")
    return (
        f'{escape(lead)}<span style="background-color:{colour}; font-weight:600">{escape(part)}</span>'
        f"{escape(tail)}"
    )


def _title(text: str) -> str:
    size = theme.font(theme.Type.LEAD).pointSizeF()
    return f'<p style="font-size:{size:.1f}pt; font-weight:600; margin:0 0 6px 0">{escape(text)}</p>'


def _heading(text: str) -> str:
    muted = theme.colours().muted
    size = theme.font(theme.Type.CAPTION).pointSizeF()
    return (
        f'<p style="color:{muted}; font-size:{size:.1f}pt; font-weight:600; margin:12px 0 4px 0">'
        f"{escape(text)}</p>"
    )


def _struck(text: str) -> str:
    return f"{escape(words.tr('Before:'))} <s>{escape(text)}</s>"


def _paragraph(markup: str, *, tone: str = "ink") -> str:
    colour = getattr(theme.colours(), tone)
    return f'<p style="color:{colour}; margin:0 0 8px 0">{markup}</p>'
