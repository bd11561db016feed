"""Handing documents out: choose, mask, review, keep the file and the log."""
