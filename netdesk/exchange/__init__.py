"""Between files of other programs and records: bytes in, records out, and back."""
