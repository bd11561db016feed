"""Loads the sample city and its remiss through the same services that people use."""
