"""The pane in which messages are written."""
