"""Tests of Remiss."""
