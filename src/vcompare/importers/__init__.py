"""Other people's data: fetched, read, and translated into facts by a recipe.

May import `editing` and what is below.
"""
