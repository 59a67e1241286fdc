"""Questions that answer back: what is asked, and the answers that readers have saved.

A question is shown as HTML with a script (dateline/web/questions) that judges and saves the
answer, so it needs no kernel. Python makes the questions and reads the saved answers.
"""
