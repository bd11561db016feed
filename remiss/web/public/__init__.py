"""Pages for everybody, signed in or not: accessibility, security and operation."""
