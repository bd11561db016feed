"""The scheduler process and what it does: due reminders, the outbox, background tasks. Thin; one commit per row."""
