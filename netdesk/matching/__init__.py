"""Who can help with a need, which two people should meet, and the words of the book that say why."""
