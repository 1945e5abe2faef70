"""Sentences, words and mail as text; knows nothing of the book."""
