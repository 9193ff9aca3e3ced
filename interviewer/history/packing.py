"""An attempt as it lies in the database: the JSON of ``interview/reports/record.py``, deflated."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping

from interviewer.errors import InputError, InterviewerError
from interviewer.interview.attempt import Attempt, AttemptId
from interviewer.interview.coverage import Verdict
from interviewer.interview.reports.recollection import attempt_from_record
from interviewer.interview.reports.record import Record, kept_record


def packed(attempt: Attempt) -> bytes:
    text = json.dumps(kept_record(attempt), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return zlib.compress(text.encode())


def verdict_counts(content: bytes, corrections: str) -> str:
    """For SQL: how many points have each verdict, as JSON; a damaged attempt has none."""
    counts = dict.fromkeys((verdict.value for verdict in Verdict), 0)
    try:
        said: dict[str, str] = json.loads(corrections)
        for point in json.loads(zlib.decompress(content))["coverage"]["points"]:
            counts[said.get(point["id"], point["verdict"])] += 1
    except (zlib.error, ValueError, KeyError, TypeError, AttributeError):
        counts = dict.fromkeys(counts, 0)
    return json.dumps(counts)


def unpacked(content: bytes, *, attempt_id: AttemptId, corrections: Mapping[str, str]) -> Attempt:
    """The attempt, with its id and what the person has corrected since. Raises InterviewerError."""
    try:
        record: Record = json.loads(zlib.decompress(content))
        return attempt_from_record(record | {"id": attempt_id, "corrections": dict(corrections)})
    except (zlib.error, ValueError, TypeError, InputError) as fault:
        raise InterviewerError(
            "Attempt {attempt_id} in the history is damaged: {told}",
            fix="Restore a backup to have it back; the other attempts are not concerned.",
            attempt_id=attempt_id,
            told=fault.message if isinstance(fault, InputError) else f"{str(fault).rstrip('.')}.",
        ) from fault
