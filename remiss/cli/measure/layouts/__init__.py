"""Labelled replies written anew in many layouts, so that reading is tried on more than the files there are."""
