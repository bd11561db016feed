"""All tables. Importing this module makes them known to the metadata."""

from remiss.models import (
    attachments,
    calendars,
    compiling,
    completions,
    decisions,
    disclosures,
    distribution,
    established,
    extensions,
    habits,
    house_templates,
    imports,
    intakes,
    joint,
    mail,
    operations,
    organisations,
    own_words,
    parts,
    people,
    preparation,
    questions,
    remisser,
    replies,
    statements,
    viewpoints,
)

__all__ = [
    "attachments", "calendars", "compiling", "completions", "decisions", "disclosures", "distribution", "established",
    "extensions", "habits", "house_templates", "imports", "intakes", "joint", "mail", "operations", "organisations",
    "own_words", "parts", "people", "preparation", "questions", "remisser", "replies", "statements", "viewpoints",
]  # fmt: skip
