"""From blocks to text, one module a format. Nothing here computes, sorts or filters."""
