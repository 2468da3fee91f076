"""Trains the receipt reader: a text detector and a line recogniser.

Words used throughout: a *page* is one receipt image, a *segment* is a run of
text on one row (split where the gap exceeds about 1.2 characters), a *crop* is
the picture of one segment that the recogniser sees.
"""
