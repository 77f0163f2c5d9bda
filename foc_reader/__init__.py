"""FOC Reader: an offline reader for human-rights documents."""

__version__ = "0.1.0"
