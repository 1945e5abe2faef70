"""What Today is made of: one module for each kind of record that can hold my next move."""
