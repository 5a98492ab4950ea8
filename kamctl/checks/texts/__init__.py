"""What every code of `kamctl check` means: one file a family, in the order of the codes."""
