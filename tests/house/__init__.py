"""The rules of the house, as tests: conventions that a linter does not know."""
