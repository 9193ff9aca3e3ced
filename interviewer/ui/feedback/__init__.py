"""The feedback on an answer: verdicts with their proof, the take to hear, two takes side by side."""
