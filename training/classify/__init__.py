"""Trains the classifier: a printed name to one of 18 categories.

A *name* is what a till prints for an article, mostly abbreviated. A *feature*
is a hashed piece of it (part of a word, a word, its consonants, two words). The
model is a table with a small vector for each hash, summed and mapped to logits.
"""
