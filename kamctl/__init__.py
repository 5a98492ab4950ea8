"""kamctl: key account management over flat files."""
