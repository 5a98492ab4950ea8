"""The price audit in words: which gap is worst, between which places, and what it may cost."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kamctl.cli.price_audit_lines import place
from kamctl.errors import Message, msg, word
from kamctl.locale import plural
from kamctl.render.sheet import Names
from kamctl.render.values import money, named, percent

if TYPE_CHECKING:
    import pandas as pd

    from kamctl.records.book import Book

Row = Mapping[Any, Any]


def summary(compared: Sequence[Row], total: Decimal | None, book: "Book", names: Names) -> list[Message]:
    """Return the answer: how many of the rows `compared` are critical, which is worst, the exposure of all."""
    cost, worst = exposure_words(total, book.settings.currency), max(compared, key=lambda row: row["gap"] or 0)
    if not worst["gap"]:
        return [msg("{critical}; {exposure}", critical=critical_words(compared), exposure=cost)]
    return [
        msg(
            "{critical}; worst: {worst}; {exposure}",
            critical=critical_words(compared),
            worst=dearer(worst, book, names),
            exposure=cost,
        )
    ]


def nothing(audit: "pd.DataFrame", min_gap: Decimal | None) -> list[Message]:
    """Return why no comparison is shown: there is none, or none with so large a gap."""
    gaps = [gap for gap in audit["gap"] if gap is not None]
    if not gaps or min_gap is None:
        return [msg("Nothing to compare: no customer group has two quotes for the same thing.")]
    one = msg(
        "1 comparison, with a gap of {most}: none of at least {least}.", most=percent(max(gaps)), least=percent(min_gap)
    )
    more = msg(
        "{count} comparisons, the widest gap {most}: none of at least {least}.",
        count=len(gaps), most=percent(max(gaps)), least=percent(min_gap),
    )  # fmt: skip
    return [plural(len(gaps), one, more)]


def counted_once(compared: Sequence[Row], total: Decimal | None) -> list[Message]:
    """Return the note that the exposures of the rows overlap, where they do."""
    parts = sum((row["exposure"] for row in compared if row["exposure"] is not None), Decimal(0))
    if total is None or parts == total:
        return []
    return [msg("A site that appears in several rows of one product counts once in the exposure of all.")]


def critical_words(compared: Sequence[Row]) -> Message:
    """Return how many comparisons are critical."""
    count = sum(row["severity"] == "critical" for row in compared)
    one = msg("1 of {all} comparisons is critical", all=len(compared))
    return plural(count, one, msg("{count} of {all} comparisons are critical", count=count, all=len(compared)))


def exposure_words(total: Decimal | None, currency: str) -> Message:
    """Return what it would cost if all asked for the lowest price."""
    if total is None:
        return msg("exposure unknown")
    return msg("exposure {amount} {currency}", amount=money(total), currency=currency)


def dearer(row: Row, book: "Book", names: Names) -> Message:
    """Return where a product is dearer than where, and by how much."""
    differ, lowest, highest = whereabouts(row, book)
    values = {
        "group": named("account", row["group"], names),
        "product": product_name(row, book, names),
        "gap": percent(row["gap"]),
        "lowest": lowest,
        "highest": highest,
    }
    sentences = {
        "country": msg("{group} {product} {gap} dearer in {highest} than in {lowest}", **values),
        "site": msg("{group} {product} {gap} dearer at {highest} than at {lowest}", **values),
        "quote": msg("{group} {product} {gap} dearer in quote {highest} than in {lowest}", **values),
    }
    return sentences[differ]


def product_name(row: Row, book: "Book", names: Names) -> str:
    """Return the name of a product, or its code if the catalogue lacks it."""
    code = str(row["product"])
    return named("product", code, names) if code in book.products else code


def whereabouts(row: Row, book: "Book") -> tuple[str, object, object]:
    """Return how the places of the extremes differ (country, site or quote), and the lowest's and highest's name."""
    lowest, highest = row["lowest_at"], row["highest_at"]
    if lowest["country"] and highest["country"] and lowest["country"] != highest["country"]:
        return "country", word("country", lowest["country"]), word("country", highest["country"])
    sites = [(at["account"], at["site"]) for at in (lowest, highest)]
    if all(site for _, site in sites) and sites[0] != sites[1]:
        return "site", site_name(book, *sites[0]), site_name(book, *sites[1])
    if lowest["account"] == highest["account"]:
        return "quote", short_place(lowest), short_place(highest)
    return "quote", place(lowest), place(highest)


def short_place(line: Row) -> str:
    """Return the name of a line within its account."""
    return place(line).rpartition("/")[2]


def site_name(book: "Book", account: str, site: str) -> str:
    """Return the name of a site, or its id if the account does not list it."""
    holder = book.accounts.get(account)
    return next((entry.name for entry in (holder.sites if holder else ()) if entry.id == site), site)
