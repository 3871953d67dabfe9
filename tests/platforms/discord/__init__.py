"""discord.py imports audioop, which Python 3.11 and 3.12 announce as deprecated; here it is loaded once, quietly."""

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import discord  # noqa: F401
