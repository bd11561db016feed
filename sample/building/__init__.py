"""The parts of sample/build.py: reading our sources and laying them out as an authority would."""
