"""The course of a round: what is asked, the session that conducts it, and the table of its legal moves."""
