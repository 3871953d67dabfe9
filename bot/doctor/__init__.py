"""`gastgeber doctor`: facts are gathered first, then every check is a small function over them."""
