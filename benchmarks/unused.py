"""What the app defines and nobody uses, its tests included; ends with 1 where there is any.

python benchmarks/unused.py
"""

from __future__ import annotations

import sys
from pathlib import Path

from vulture import Vulture

ROOT = Path(__file__).parents[1]
READ = ("interviewer", "tests", "benchmarks", "packaging", "run.py")
CONFIDENCE = 60
#: Called or read by a library: Qt, SQLite, pydantic, markdown-it, PyAV, onnxruntime.
OF_LIBRARIES = [
    *("*Event", "eventFilter", "sizeHint", "minimumSizeHint", "hasHeightForWidth", "itemAt"),
    *("expandingDirections", "insertFromMimeData", "paint", "data", "rowCount", "columnCount", "headerData"),
    *("row_factory", "text_factory", "model_config", "validateLink", "addheaders", "pts", "sample_rate"),
    *("intra_op_num_threads", "inter_op_num_threads", "log_severity_level", "enable_cpu_mem_arena"),
    "__call__",
]
#: The fields of what a judgement rests on, which are taken all together.
OF_JUDGING = [
    *("best_part", "mean_part", "least_part", "least_part_terms", "terms_*", "quantities_*"),
    *("has_quantities", "in_question", "*_elsewhere"),
]


def main() -> int:
    reader = Vulture(
        ignore_names=[*OF_LIBRARIES, *OF_JUDGING],
        ignore_decorators=["@field_validator*", "@model_validator*", "@Slot*"],
    )
    reader.scavenge([str(ROOT / place) for place in READ])
    of_the_app = ROOT / "interviewer"
    unused = [
        item
        for item in reader.get_unused_code(min_confidence=CONFIDENCE)
        if Path(item.filename).is_relative_to(of_the_app)
    ]
    for item in unused:
        print(
            f"{Path(item.filename).relative_to(ROOT)}:{item.first_lineno}: {item.typ} {item.name} is not used"
        )
    return 1 if unused else 0


if __name__ == "__main__":
    sys.exit(main())
