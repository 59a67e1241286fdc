"""Panel: pages behind a menu, controls that Python answers, and answers that are kept.

It knows no case, no chart and no article.
"""
