"""Was a key point said: wording, meaning, quantities and polarity, weighed into a verdict with its proof."""
