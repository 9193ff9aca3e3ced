"""Practise interviews aloud, with feedback that shows its proof."""

import os

__version__ = "0.1.0"

# From 1.29 on, onnxruntime tells Microsoft about every model that is opened, and keeps an id of the device on
# disk. It looks here when it is loaded, which is never before this package.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
