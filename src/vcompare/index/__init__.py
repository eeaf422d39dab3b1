"""The cache: fingerprint, store, full-text search."""
