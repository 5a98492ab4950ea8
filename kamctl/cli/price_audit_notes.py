"""What must be known to read a price audit: what was left aside, estimated, not known."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kamctl.cli.price_audit_lines import Line, place, term_name
from kamctl.errors import Message, msg, word
from kamctl.locale import plural

if TYPE_CHECKING:
    from kamctl.cli.price_audit import Selection

MOST_NAMED = 5
ON_MARKS = {
    "net-differs": msg("Net price and discounts disagree; the net price counts: {lines}."),
    "resale": msg("Sold through a distributor, compared at the resale price: {lines}."),
    "resale-unknown": msg("Sold through a distributor at an unknown resale price, compared at our net: {lines}."),
    "agreed-days": msg("Days to pay not in the quote, taken from the account: {lines}."),
    "no-breaks": msg("No quantity breaks in the catalogue, prices compared as they are: {lines}."),
    "no-site": msg("Not in the exposure, no site in the quote: {lines}."),
}


def notes(
    asked: "Selection", aside: Iterable[str], lines: Sequence[Line], rows: Sequence[Mapping[Any, Any]]
) -> list[Message]:
    """Return the footnotes: lines set `aside` (why, for each), lines compared (`lines`), comparisons (`rows`)."""
    return [*on_rows(rows), *on_aside(aside, asked), *on_terms(lines), *on_marks(lines)]


def on_group(account: str | None, group: str | None) -> list[Message]:
    """Return the note that an account stands for its whole customer group."""
    if account == group:
        return []
    return [msg("{account} belongs to {group}: the whole group is compared.", account=account, group=group)]


def on_rows(rows: Sequence[Mapping[Any, Any]]) -> list[Message]:
    """Return the notes on single quotes, on prices not above 0, and on sites whose part is not known."""
    unknown = {
        (site["account"], site["site"], site["unknown"]) for row in rows for site in row["exposure_unknown_sites"]
    }
    volume = [site for *site, what in sorted(unknown) if what == "volume"]
    price = [site for *site, what in sorted(unknown) if what == "price"]
    single = sum(row["quotes"] == 1 for row in rows)
    without_gap = sum(row["lowest"] <= 0 for row in rows)
    found = (
        (single, msg("Quoted only once, so not compared nor shown: {count}.", count=single)),
        (without_gap, msg("Lowest price not above 0, so without a gap: {count}.", count=without_gap)),
        (volume, msg("Not in the exposure, expected units unknown: {sites}.", sites=named_sites(volume))),
        (price, msg("Not in the exposure, expecting units without a quote: {sites}.", sites=named_sites(price))),
    )
    return [note for holds, note in found if holds]


def named_sites(sites: Sequence[Sequence[str]]) -> list[str | Message]:
    """Return the names of sites; after a few, how many more there are."""
    names: list[str | Message] = ["/".join(site) for site in sites[:MOST_NAMED]]
    rest = len(sites) - len(names)
    return [*names, msg("{count} more", count=rest)] if rest else names


def on_aside(reasons: Iterable[str], asked: "Selection") -> list[Message]:
    """Return the note that says how many lines were not compared, and why."""
    counts = Counter(reasons)
    parts = [msg("{count} {reason}", count=counts[why], reason=reason(why, asked)) for why in sorted(counts)]
    return [msg("Quote lines not compared: {parts}.", parts=parts)] if parts else []


def reason(why: str, asked: "Selection") -> Message:
    """Return the words for one reason of `methods.price_audit.set_aside`."""
    if why == "earlier":
        return msg("before {day}", day=asked.period.first)
    return msg("after {day}", day=asked.period.last) if why == "later" else word("status", why)


def on_terms(lines: Sequence[Line]) -> list[Message]:
    """Return which terms are estimated and which are not known, with the number of lines."""
    found = []
    estimated, missing = counted(lines, "estimated"), counted(lines, "missing")
    if estimated:
        found.append(msg("Estimated by the settings: {terms}.", terms=estimated))
    if missing:
        found.append(msg("Not known, so not taken off the price: {terms}.", terms=missing))
    return found


def counted(lines: Sequence[Line], column: str) -> list[Message]:
    """Return the terms of a column with the number of lines."""
    counts = Counter(term for line in lines for term in line[column])
    return [msg("{term} ({lines})", term=term_name(term), lines=count_of(counts[term])) for term in sorted(counts)]


def on_marks(lines: Sequence[Line]) -> list[Message]:
    """Return a note for each mark, and for lines that name no site."""
    counts = Counter(mark for line in lines for mark in line["marks"])
    counts["no-site"] = sum(line["site"] is None for line in lines)
    return [
        Message(note.template, {"lines": count_of(counts[mark])}) for mark, note in ON_MARKS.items() if counts[mark]
    ]


def count_of(count: int) -> Message:
    """Return a number of quote lines in words."""
    return plural(count, msg("1 quote line"), msg("{count} quote lines", count=count))


def without_rate(lines: Sequence[Line], currency: str) -> list[dict[str, object]]:
    """Return the lines that no exchange rate makes comparable, as entries of `left_out`."""
    return [
        {
            "record": place(line),
            "reason": msg(
                "no rate {source}/{target} on or before {day}",
                source=line["missing_rate"],
                target=currency,
                day=line["date"].date(),
            ),
        }
        for line in lines
        if line["missing_rate"]
    ]
