"""The program on a disk that is full or can't be written, or without a network: the kernel says so.

Needs Linux and root, or user namespaces; elsewhere these tests are skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest


def on_a_disk_of(folder: Path, *, size: str, command: Sequence[str]) -> list[str]:
    """The command, with a disk of that size (as mount writes it) mounted on the folder, for it alone."""
    return _in_a_namespace(f"mount -t tmpfs -o size={size} tmpfs {folder}", command)


def on_a_read_only_disk(folder: Path, *, command: Sequence[str]) -> list[str]:
    """The command, with what is in the folder there to be read alone."""
    return _in_a_namespace(f"mount --bind {folder} {folder} && mount -o remount,ro,bind {folder}", command)


def without(file: Path, *, command: Sequence[str]) -> list[str]:
    """The command, with nothing in that file."""
    return _in_a_namespace(f"mount --bind /dev/null {file}", command)


def without_network(*, command: Sequence[str]) -> list[str]:
    """The command where no network exists, not even the machine itself."""
    return [*_unshare("--net"), *command]


def cut_off_if_possible(command: Sequence[str]) -> list[str]:
    """The command without a network, where this machine can do that."""
    return without_network(command=command) if _can("--net") else [*command]


def _in_a_namespace(set_up: str, command: Sequence[str]) -> list[str]:
    return [*_unshare("--mount"), "sh", "-c", f'{set_up} && exec "$@"', "sh", *command]


def _unshare(kind: str) -> list[str]:
    if not _can(kind):
        pytest.skip(f"needs unshare {kind}")
    return ["unshare", kind] if os.geteuid() == 0 else ["unshare", "--user", "--map-root-user", kind]


@cache
def _can(kind: str) -> bool:
    if shutil.which("unshare") is None:
        return False
    words = ["unshare", kind] if os.geteuid() == 0 else ["unshare", "--user", "--map-root-user", kind]
    probe = "true" if kind == "--net" else "mount -t tmpfs tmpfs /mnt"
    return subprocess.run([*words, "sh", "-c", probe], capture_output=True, check=False).returncode == 0
