"""The verbs of the application: one for each thing a user does, one unit of work each."""
