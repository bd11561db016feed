"""Documents → what they say: replies and programmes, field by field. Pure functions, nothing guessed in silence."""
