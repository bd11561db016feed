"""``remiss bench``: how long the product takes, on a sample of its own that is thrown away."""
