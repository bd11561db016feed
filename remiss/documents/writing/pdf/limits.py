"""What one pdf may cost. Measured: 45 long replies take 0.7 GB and 6 s of the processor, 300 take 4.2 GB and 50 s."""

MEMORY_BYTES = 6 * 1024**3
PROCESSOR_SECONDS = 300
WALL_SECONDS = 900.0
# Shows nothing, and lets a line end.
BREAK = "\u200b"
