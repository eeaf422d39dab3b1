"""How a person is asked for values: questions, templates and editors.

May import what `cli` may import.
"""
