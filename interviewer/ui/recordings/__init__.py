"""The recordings page, and what is done with takes that are kept."""
