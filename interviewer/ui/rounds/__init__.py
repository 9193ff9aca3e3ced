"""Home, and the pages of a round: asking, answering, reviewing, debriefing."""
