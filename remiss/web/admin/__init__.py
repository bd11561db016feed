"""Operations: queues and sizes, never content."""
