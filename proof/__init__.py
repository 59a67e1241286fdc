"""Proof: reads the tables of a folder, and says in words what does not fit, and where.

What the tables may hold is said by the folder's datapackage.json. Nothing here knows of articles,
charts or lessons, and nothing here imports what does.
"""
