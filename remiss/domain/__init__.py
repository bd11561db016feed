"""Pure rules of the trade, standard library only: no settings, no database, no web."""
