"""What is remembered: attempts in SQLite, and the files of takes beside it."""
