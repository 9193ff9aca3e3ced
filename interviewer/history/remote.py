"""Whether a folder lies on a network.

SQLite's log of writes needs memory that all its users share, which two computers don't have: on a network a
history is kept with the older journal, which needs file locks alone.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

#: File systems of other computers, as Linux names them.
_NETWORK = (
    "nfs",
    "cifs",
    "smb",
    "9p",
    "afs",
    "ceph",
    "gluster",
    "lustre",
    "fuse.sshfs",
    "fuse.rclone",
    "davfs",
)
_MOUNTS = Path("/proc/mounts")


def on_a_network(folder: Path) -> bool:
    """False where the system can't be asked."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows alone needs it

        return ctypes.windll.kernel32.GetDriveTypeW(os.path.splitdrive(folder.resolve())[0] + "\\") == 4
    if not _MOUNTS.exists():
        return False
    return file_system(folder, _MOUNTS.read_text(encoding="utf-8", errors="replace")).startswith(_NETWORK)


def file_system(folder: Path, mounts: str) -> str:
    """The kind of file system that a folder lies on, from the lines of /proc/mounts."""
    place = folder.resolve()
    found, kind = Path("/"), ""
    for line in mounts.splitlines():
        _, mounted, what = line.split()[:3]
        root = Path(mounted.replace("\\040", " "))
        if place.is_relative_to(root) and len(root.parts) >= len(found.parts):
            found, kind = root, what
    return kind
