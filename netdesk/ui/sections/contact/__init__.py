"""One contact in full, part by part."""
