"""The table that a benchmark prints: what, how much, against what, and whether that is within its bar."""

Row = tuple[str, str, str, str]


def bar(value: float, most: float, unit: str = "", shown: str = "") -> str:
    """Say whether a value is within its bar."""
    return f"at most {shown or f'{most:g}{unit}'}: {'met' if value <= most else 'MISSED'}"


def table(lines: list[Row]) -> str:
    """Return the rows as a table."""
    widths = [max(len(line[column]) for line in lines) for column in range(4)]
    filled = ([cell.ljust(width) for cell, width in zip(line, widths, strict=True)] for line in lines)
    return "\n".join("  ".join(line).rstrip() for line in filled)
