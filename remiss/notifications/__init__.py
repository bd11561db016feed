"""Mail: message(kind, context) becomes a rendered mail; the Mailer port sends it."""
