"""Changes to files: atomic writes, the lock, single values of a TOML text, formatting."""
