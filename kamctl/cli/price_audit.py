"""kamctl price-audit: does one customer group see different prices for the same thing?"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kamctl.cli.app import PRICES, app
from kamctl.cli.report import Report, report
from kamctl.cli.window import Window, parse_window
from kamctl.errors import USAGE, KamError, msg

if TYPE_CHECKING:
    import pandas as pd

    from kamctl.methods.pocket_price import Assumptions
    from kamctl.periods import Period
    from kamctl.records.book import Book
    from kamctl.records.settings import PriceSetting

SHARE = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)( ?%)?", re.ASCII)
ESTIMATED = ("freight", "insurance", "duty")


@dataclass(frozen=True, slots=True)
class Selection:
    """What was asked for: the days, an account of the customer group and a product (None: all), the least gap."""

    period: "Period"
    account: str | None = None
    product: str | None = None
    min_gap: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came out: why lines were set aside, the lines compared, one row for each comparison, and its sites."""

    aside: "pd.Series[Any]"
    lines: "pd.DataFrame"
    rows: "pd.DataFrame"
    parts: "pd.DataFrame"


@app.command("price-audit", rich_help_panel=PRICES)
@report
def price_audit(
    ctx: Report,
    group: Annotated[
        str | None, typer.Option("--group", metavar="ACCOUNT", help="A customer group, or any account of it.")
    ] = None,
    product: Annotated[str | None, typer.Option("--product", metavar="CODE", help="One product, by its code.")] = None,
    window: Annotated[
        str | None,
        typer.Option(
            "--window", metavar="SPAN", help="Quotes of 12 or 12m months, 365d days, or DAY..DAY; else by the settings."
        ),
    ] = None,
    min_gap: Annotated[
        str | None, typer.Option("--min-gap", metavar="SHARE", help="Only gaps of at least 0.1, or 10%.")
    ] = None,
    lines: Annotated[bool, typer.Option("--lines", help="Show the quotes behind a row, from list to pocket.")] = False,
) -> None:
    """Does one customer group see different prices for the same thing?

    Compares the pocket prices of a group's quotes for one product with the same options: gap, where the extremes were
    quoted, and what it would cost if every site asked for the lowest. `kamctl explain price-audit` says how.

    Example: kamctl price-audit --min-gap 10%
    """
    least, span = parse_share(min_gap), parse_window(window) if window is not None else None
    book = ctx.book("account", "quote", "products", "orders")
    span = span or Window(months=book.settings.price.window_months)
    asked = Selection(span.ending(ctx.as_of), known_account(book, group), known_product(book, product), least)
    from kamctl.cli.price_audit_sheet import sheet

    ctx.show(sheet(book, compared(ctx, book, asked), asked, lines, flat=ctx.format == "csv"))


def parse_share(text: str | None) -> Decimal | None:
    """Return the share of --min-gap, `0.1` or `10%`. Raises KamError (usage)."""
    if text is None:
        return None
    found = SHARE.fullmatch(text)
    if not found:
        raise KamError(msg("--min-gap {text}: no such share", text=text), USAGE, msg("write 0.1 or 10%"))
    share = Decimal(found[1]) / (100 if found[2] else 1)
    if share > 1 and not found[2]:
        hint = msg("did you mean {share}%?", share=found[1])
        raise KamError(msg("--min-gap {text}: a share above 1", text=text), USAGE, hint)
    return share


def known_account(book: "Book", account: str | None) -> str | None:
    """Return the account's id. Raises KamError (usage) for an unknown one."""
    from kamctl.cli import choose

    return None if account is None else choose.account(book, account)


def known_product(book: "Book", product: str | None) -> str | None:
    """Return the product's code. Raises KamError (usage) if it is neither in the catalogue nor in a quote."""
    from kamctl.cli import choose

    known = {*book.products, *(line.product for quote in book.quotes.values() for line in quote.lines)}
    unknown = msg("no product {name}", name=product)
    return None if product is None else choose.chosen(product, known, unknown, choose.names_of(book.products))


def compared(ctx: Report, book: "Book", asked: Selection) -> Comparison:
    """Return the comparison of all quote lines that were asked for."""
    import pandas as pd

    from kamctl.frames.expected import expected_units
    from kamctl.frames.quotes import priced, quote_lines
    from kamctl.methods.exposure import exposure, site_exposure
    from kamctl.methods.pocket_price import pocket_price
    from kamctl.methods.price_audit import Limits, price_audit, set_aside

    price, places = book.settings.price, ctx.exchange.places
    facts = asked_for(book, quote_lines(book, ctx.as_of), asked)
    aside = set_aside(facts, asked.period.first, asked.period.last)
    lines = pocket_price(priced(book, ctx.exchange, facts[aside.isna()]), assumptions(price), places)
    limits = Limits(price.severity.notice, price.severity.warn, price.severity.critical)
    audit = price_audit(lines, limits, places)
    parts = site_exposure(lines, audit, expected_units(book, ctx.as_of), places)
    exposed = exposure(parts, audit)[["exposure", "exposure_unknown_sites"]]
    return Comparison(aside, lines, pd.concat([audit, exposed], axis=1), parts)


def asked_for(book: "Book", lines: "pd.DataFrame", asked: Selection) -> "pd.DataFrame":
    """Return the lines of the customer group and of the product that were asked for."""
    from kamctl.records.book import customer_group

    if asked.account is not None:
        lines = lines[lines["group"] == customer_group(book.accounts, asked.account)]
    return lines if asked.product is None else lines[lines["product"] == asked.product]


def assumptions(price: "PriceSetting") -> "Assumptions":
    """Return what the settings assume. A rate that is not set is unknown, also where its default is 0."""
    from kamctl.methods.pocket_price import OBLIGED, Assumptions

    given, warranty = price.estimates, price.warranty
    by_incoterm = given if isinstance(given, dict) else dict.fromkeys(OBLIGED, given)
    return Assumptions(
        money_rate=price.money_rate if "money_rate" in price.model_fields_set else None,
        standard_months=warranty.standard_months,
        month_share=warranty.month_share if "month_share" in warranty.model_fields_set else None,
        estimates={
            incoterm: {term: share for term in ESTIMATED if (share := getattr(entry, term)) is not None}
            for incoterm, entry in by_incoterm.items()
        },
    )
