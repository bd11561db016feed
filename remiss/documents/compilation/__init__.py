"""Compilations: facts in, outline out. Pure; the writers give it a format."""
