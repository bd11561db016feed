"""Mitt konto: what people see and change about themselves."""
