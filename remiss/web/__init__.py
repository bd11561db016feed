"""The web: desks of pages, and the one way a request goes: load → authorise → act → commit."""
