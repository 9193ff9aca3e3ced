"""All threads of the window: the bridge to the main one, and the two lines of background work."""

from __future__ import annotations

from interviewer.ui.work.background import BackgroundLine
from interviewer.ui.work.bridge import MainThreadBridge


class Workplace:
    """The worker hears, judges and remembers; the device line opens and closes the microphone.

    Two lines, since the microphone has to close at once while the worker is still hearing the take.
    """

    def __init__(self) -> None:
        self.bridge = MainThreadBridge()
        self.worker = BackgroundLine(self.bridge, name="worker")
        self.devices = BackgroundLine(self.bridge, name="devices")

    def close(self, *, limit_s: float) -> bool:
        """Runs both lines dry; from then on nothing comes back. False where that takes too long."""
        ended = self.devices.close(limit_s=limit_s)
        ended = self.worker.close(limit_s=limit_s) and ended
        self.bridge.close()
        return ended
