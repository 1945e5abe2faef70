"""netdesk helps people who connect people to move each request one step closer to its destination."""

__version__ = "0.1.0"
