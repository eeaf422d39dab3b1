"""Text that is safe to show: escapes, Markdown as a small tree, slugs."""
