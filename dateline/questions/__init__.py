"""Questions that answer back: what is asked, the forms, and the answers that are kept."""
