"""The mail of a trial installation: written to files, read here, so that a visitor can follow the links."""
