"""The findings of `check`, one module a format: plain data in, text out."""
