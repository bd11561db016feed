"""The read side: functions that return frozen dataclasses shaped for one page or document."""
