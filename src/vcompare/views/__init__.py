"""What is said of a result, one module a kind of result, in the blocks of `blocks.py`."""
