"""The sections of the window."""
