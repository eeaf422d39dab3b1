"""The catalog for assistants: tools and resources of the Model Context Protocol.

May import `publish` and what is below.
"""
