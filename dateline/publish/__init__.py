"""What leaves the notebooks: pictures and slides, a deck, and the lesson as web pages."""
