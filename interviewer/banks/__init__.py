"""The files that questions come from: reading, importing, and splicing a change into them."""
