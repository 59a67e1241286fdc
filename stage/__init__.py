"""Stage: a PowerPoint file, slide by slide. It knows no case, no article and no chart of ours.

It is imported only where a deck is made, for it needs python-pptx.
"""
