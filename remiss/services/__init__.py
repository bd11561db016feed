"""The write side: one verb per function. (actor, thing, …, now) in, an event out; no request, no commit."""
