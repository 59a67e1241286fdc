"""Ink: how a chart is drawn, from its paper to the last letter.

Letters are measured before they are set, so no text meets another. Nothing here reads a file,
says a sentence or knows what an article is: ``dateline.charts`` does, and calls it.
"""
