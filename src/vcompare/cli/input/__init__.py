"""How a person is asked: questions, templates and editors."""
