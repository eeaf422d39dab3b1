"""The small tool and review that the rules' examples are made of."""

TOOL = """\
name = "Quill"
tagline = "An editor for long texts"
category = "Tools"
entry = "free"
"""
REVIEW = """\
verdict = "ship"
text = "It opens in a moment. Long texts stay quick."
"""
SETTINGS = """\
format = 1
title = "Editors"
categories = ["Tools"]

[panel.builder]
name = "Builder"
"""
