"""The start page: my matters, whatever desk they belong to."""
