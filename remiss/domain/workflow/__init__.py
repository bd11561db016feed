"""The workflow: states, actions, checks and the transition tables."""
