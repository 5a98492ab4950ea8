"""Quote lines: one row per line of a quote.

`quote_lines` gives the facts of every line, without money. `priced` adds the money of the lines it is handed, in
the line's own currency, and the rate into the book's currency on the quote's day. They are two steps so that an
exchange rate is asked for only where a line is compared: a missing rate of an old draft is nobody's fault.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from kamctl.frames.columns import days
from kamctl.records.account import Account, Site
from kamctl.records.book import Book, account_of, customer_group, resolve
from kamctl.records.currency import MINOR_UNITS
from kamctl.records.money import Money
from kamctl.records.product import Product
from kamctl.records.quote import Quote, QuoteLine
from kamctl.records.rates import Exchange

TERMS = ("freight", "duty", "insurance", "installation", "training")
FACTS = (
    "quote", "line", "account", "group", "site", "country", "region", "seller", "owner", "date", "status", "channel",
    "method", "frame", "pooled", "approved_by", "incoterm", "payment_days", "agreed_days", "product", "options",
    "quantity", "warranty_months", "application",
)  # fmt: skip
PRICES = ("currency", "places", "rate", "missing_rate", "list", "discounts", "net", "resale", *TERMS, "breaks")


def quote_lines(book: Book, day: date) -> pd.DataFrame:
    """Return the facts of all quote lines, in order of quote and line (columns: `FACTS`).

    `quote` is the full id, `line` counts from 1, `group` is the root of the account's tree, `options` a sorted
    tuple without repeats, `quantity` units (int). `payment_days` are the quote's, `agreed_days` the account's; both,
    like all other facts that nobody gave, None. `status` is as known on `day`: a quote that a later one replaces is
    superseded, whatever its own record says.
    """
    replaced = superseded(book.quotes, day)
    rows = [
        row
        for name in sorted(book.quotes)
        for row in facts(book, name, "superseded" if name in replaced else book.quotes[name].status)
    ]
    return frame(rows, FACTS)


def superseded(quotes: dict[str, Quote], day: date) -> set[str]:
    """Return the full ids of the quotes that another one replaces by `day`. A draft replaces nothing yet."""
    found = (
        resolve(quotes, account_of(name), quote.supersedes)
        for name, quote in quotes.items()
        if quote.supersedes and quote.status != "draft" and quote.date <= day
    )
    return {name for name in found if name is not None}


def facts(book: Book, name: str, status: str) -> list[dict[str, Any]]:
    """Return the rows of one quote."""
    quote, account = book.quotes[name], account_of(name)
    holder = book.accounts.get(account)
    site = site_of(holder, quote.site)
    country = site.country if site else None
    shared = {
        "quote": name, "account": account, "group": customer_group(book.accounts, account),
        "site": site.id if site else quote.site, "country": country, "region": book.settings.region_of(country),
        "seller": quote.seller, "owner": quote.owner, "date": quote.date, "status": status, "channel": quote.channel,
        "method": quote.method, "frame": quote.frame, "pooled": quote.pooled,
        "approved_by": quote.approved.by if quote.approved else None, "incoterm": quote.incoterm,
        "payment_days": quote.payment_days, "agreed_days": holder.terms.payment_days if holder else None,
    }  # fmt: skip
    return [shared | configured(number, line) for number, line in enumerate(quote.lines, start=1)]


def configured(number: int, line: QuoteLine) -> dict[str, Any]:
    """Return the facts of one line."""
    return {
        "line": number, "product": line.product, "options": tuple(sorted(set(line.options))),
        "quantity": line.quantity, "warranty_months": line.includes.warranty_months, "application": line.application,
    }  # fmt: skip


def site_of(account: Account | None, name: str | None) -> Site | None:
    """Return the named site; without a name the account's only site; else None."""
    sites = account.sites if account else ()
    if name is None:
        return sites[0] if len(sites) == 1 else None
    return next((site for site in sites if site.id == name), None)


def priced(book: Book, exchange: Exchange, lines: pd.DataFrame) -> pd.DataFrame:
    """Return `lines` with their prices per unit (further columns: `PRICES`).

    All amounts are Decimal in `currency`, that of the net price or, without one, of the list price; terms in another
    currency are converted by way of the book's. None is unknown. `rate` turns `currency` into the book's on the
    quote's day; `missing_rate` names the currency that has no rate, which leaves the line without a comparable price.
    `places` are the decimals of the currency's smallest unit. `discounts` is a tuple of (kind, name, percent, of),
    `breaks` a tuple of (units, factor) by rising units, or None where the catalogue has none.
    """
    rows = [
        prices(book.quotes[name], book.quotes[name].lines[number - 1], exchange)
        | {"breaks": breaks(book.products.get(product))}
        for name, number, product in zip(lines["quote"], lines["line"], lines["product"], strict=True)
    ]
    return pd.concat([lines.reset_index(drop=True), frame(rows, PRICES)], axis=1)


def prices(quote: Quote, line: QuoteLine, exchange: Exchange) -> dict[str, Any]:
    """Return the money of one line in its own currency."""
    currency = (line.net or line.list).currency
    given: dict[str, Money | None] = {"list": line.list, "net": line.net, "resale": line.resale}
    given |= {term: getattr(line.includes, term) for term in TERMS}
    codes = sorted({currency} | {money.currency for money in given.values() if money})
    rates = {code: exchange.rate(code, quote.date) for code in codes}
    return {
        "currency": currency,
        "places": MINOR_UNITS[currency],
        "rate": rates[currency],
        "missing_rate": next((code for code in codes if rates[code] is None), None),
        "discounts": tuple((cut.kind, cut.name, cut.percent, cut.of) for cut in line.discounts),
        **{name: translated(money, currency, rates) for name, money in given.items()},
    }


def translated(money: Money | None, currency: str, rates: dict[str, Decimal | None]) -> Decimal | None:
    """Return `money` in `currency`, not rounded; None if unknown or without rate."""
    if money is None or money.currency == currency:
        return money.amount if money else None
    source, target = rates[money.currency], rates[currency]
    return money.amount * source / target if source and target else None


def breaks(product: Product | None) -> tuple[tuple[int, Decimal], ...] | None:
    """Return the quantity breaks by rising units, or None where there are none."""
    if product is None or not product.breaks:
        return None
    return tuple(sorted((step.units, step.factor) for step in product.breaks))


def frame(rows: Iterable[dict[str, Any]], columns: tuple[str, ...]) -> pd.DataFrame:
    """Return a frame of objects; `date` alone becomes a datetime column."""
    table = pd.DataFrame(list(rows), columns=list(columns), dtype=object)
    return table.assign(date=days(list(table["date"]))) if "date" in columns else table
