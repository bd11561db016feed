"""Mail: its words, and the port it leaves through."""
