"""Installed units: one row per install record that stands on a day."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from kamctl.frames.columns import framed
from kamctl.records.book import Book
from kamctl.records.dated import entry_on, value_on
from kamctl.records.install import OWN, Install
from kamctl.records.kinds import BY_NAME

COLUMNS = (
    "install", "account", "site", "process", "supplier", "own", "product", "family", "model", "units", "on",
    "installed", "source",
)  # fmt: skip
PATH = BY_NAME["install"].path


def installs(book: Book, day: date) -> pd.DataFrame:
    """Return the installs that stand on `day`, by full id (columns: `COLUMNS`).

    Left out are units installed later than `day` or taken out by then. `own` is true for our machines; `family` is
    the record's, else that of our product; `units` (float) is NaN where the number on `day` is unknown; `on` is the
    day that number was learnt, NaT if undated; `installed` the first day of the month of installation.
    """
    families = {code: product.family for code, product in book.products.items()}
    rows = [row(families, name, book.installs[name], day) for name in sorted(book.installs)]
    table = framed([one for one in rows if one], COLUMNS, ("on", "installed"), ("units",))
    return table.assign(own=table["own"].astype(bool))


def row(families: Mapping[str, str | None], name: str, install: Install, day: date) -> tuple[object, ...] | None:
    """Return one install in the order of `COLUMNS`, or None if it does not stand on `day`.

    `families` are those of our products.
    """
    if (install.installed and install.installed > day) or (install.removed_on and install.removed_on <= day):
        return None
    units = entry_on(install.units, day)
    account, _, id = name.partition("/")
    return (
        name, account, value_on(install.site, day), install.process, install.supplier,
        install.supplier == OWN, install.product, install.family or families.get(install.product or ""),
        install.model, units.value if units else None, units.on if units else None, install.installed,
        PATH.format(account=account, id=id),
    )  # fmt: skip
