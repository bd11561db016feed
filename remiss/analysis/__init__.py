"""Text in, suggestions out: viewpoints, stances, themes. Every suggestion carries the words that caused it."""
