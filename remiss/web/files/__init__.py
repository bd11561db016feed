"""Files: one address for every kept file that a person may read."""
