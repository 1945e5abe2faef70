"""The words and rules of netdesk; needs nothing but the standard library."""
