"""Calendars of meetings: read from tables and iCalendar files, written as feeds."""
