"""Numbers computed from records: no files, no text."""
