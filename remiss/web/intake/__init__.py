"""Finished replies that come as files, for KS and for bodies."""
