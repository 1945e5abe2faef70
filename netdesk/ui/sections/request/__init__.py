"""The parts of a request's detail."""
