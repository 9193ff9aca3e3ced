"""Sound, and the models that hear and speak."""
