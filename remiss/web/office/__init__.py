"""The body's desk: inbox, matter, writing, review, decision, submission."""
