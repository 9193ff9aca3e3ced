"""The model files: which there are, whether they are the right ones, and sentences as vectors."""
