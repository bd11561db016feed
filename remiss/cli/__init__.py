"""Commands of the console: thin, one file each."""
