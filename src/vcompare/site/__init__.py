"""A catalog as a site: a folder of static pages for any host.

May import `publish` and what is below.
"""
