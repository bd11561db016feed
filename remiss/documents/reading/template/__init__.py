"""House templates: an organisation's Word file, read into what we choose of it. Runs in the confined child."""
