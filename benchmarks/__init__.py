"""How fast kamctl is, against what, and on which books: see README.md in this folder. Not part of the package."""
