"""Bringing in people, mails and meetings from files: whom every row means, what it changes, and writing it."""
