"""The log: who did what, for those who may know."""
