"""Settings, and the check-up of the machine."""
