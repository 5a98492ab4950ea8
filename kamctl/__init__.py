"""kamctl: key account management over flat files."""

__version__ = "0.1.0"
