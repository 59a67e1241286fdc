"""Press: what leaves the notebooks. Charts become slides, notebooks become editions.

No lesson needs it for reading, and ``dateline`` never imports it.
"""
