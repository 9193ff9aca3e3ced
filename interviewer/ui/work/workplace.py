"""All threads of the window: the bridge to the main one, and the lines of background work."""

from __future__ import annotations

from interviewer.ui.work.background import BackgroundLine
from interviewer.ui.work.bridge import MainThreadBridge


class Workplace:
    """The worker hears, judges and remembers; the device line opens and closes the microphone.

    They are apart since the microphone has to close at once while the worker is still hearing the take. A
    download takes minutes, and holds neither of them up.
    """

    def __init__(self) -> None:
        self.bridge = MainThreadBridge()
        self.worker = BackgroundLine(self.bridge, name="worker")
        self.devices = BackgroundLine(self.bridge, name="devices")
        self.downloads = BackgroundLine(self.bridge, name="downloads")

    def close(self, *, limit_s: float) -> bool:
        """Runs all lines dry; from then on nothing comes back. False where that takes too long."""
        ended = [line.close(limit_s=limit_s) for line in (self.devices, self.worker, self.downloads)]
        self.bridge.close()
        return all(ended)
