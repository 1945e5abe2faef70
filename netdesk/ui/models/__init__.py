"""Qt models over the rows that services return."""
