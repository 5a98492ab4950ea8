"""What kamctl is measured against: only parse the files of a book, with the fastest loader that PyYAML has.

YAML goes through `CSafeLoader`, ledgers through `csv.reader`; nothing is validated or kept.
"""

import csv
import os
import sys

import yaml


def main(folder: str) -> None:
    """Parse all files below a folder."""
    for place, _, names in os.walk(folder):
        for name in names:
            path = f"{place}/{name}"
            if name.endswith(".csv"):
                with open(path, encoding="utf-8", newline="") as ledger:  # noqa: PTH123  # the quickest way
                    for _ in csv.reader(ledger):
                        pass
            else:
                with open(path, "rb") as record:  # noqa: PTH123  # the quickest way
                    yaml.load(record.read(), yaml.CSafeLoader)


if __name__ == "__main__":
    main(sys.argv[1])
