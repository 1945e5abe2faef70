"""Drafts from records and templates, and the ways they leave the application."""
