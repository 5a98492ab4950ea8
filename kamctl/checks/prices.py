"""Prices: those of a quote must follow from list and discounts, agree with the catalogue, keep to the corridor."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from kamctl.checks.finding import Finding, Path, Spot, file_of
from kamctl.errors import msg
from kamctl.records.account import Channel
from kamctl.records.book import Book
from kamctl.records.currency import MINOR_UNITS
from kamctl.records.money import Money
from kamctl.records.product import Corridor, Product
from kamctl.records.quote import Quote, QuoteLine
from kamctl.rounding import round_money


def prices(book: Book, day: date) -> Iterator[Finding]:
    """KAM504 to KAM506: the rules of one line of a quote, line by line."""
    for full_id, quote in book.quotes.items():
        file = file_of("quote", full_id)
        for index, line in enumerate(quote.lines):
            path = ("lines", index)
            yield from net_differs(line, file, path)
            product = book.products.get(line.product)
            if product:
                yield from list_differs(quote, line, product, file, path)
                yield from below_floor(quote, line, product, file, path)


def net_of(line: QuoteLine) -> Decimal:
    """Return the net price to which the discounts lead from the list price, unrounded."""
    price = line.list.amount
    for discount in line.discounts:
        price -= (line.list.amount if discount.of == "list" else price) * discount.percent / 100
    return price


def net_differs(line: QuoteLine, file: str, path: Path) -> Iterator[Finding]:
    """KAM504: list price and discounts lead to another net price than the one given."""
    if line.net is None:
        return
    at = (*path, "net")
    if line.net.currency != line.list.currency:
        message = msg("the list price is in another currency, {currency}", currency=line.list.currency)
        yield Finding(
            "KAM504", file, at, message, value=str(line.net), also=(Spot(file, (*path, "list"), str(line.list)),)
        )
    elif line.discounts:
        exact, unit = net_of(line), MINOR_UNITS[line.net.currency]
        if abs(line.net.amount - exact) > Decimal(1).scaleb(-unit):
            net = plain(round_money(exact, unit), line.net.currency)
            message = msg("the discounts lead from {list} to {net}", list=line.list, net=net)
            help = msg("correct net, or the discounts")
            yield Finding("KAM504", file, at, message, help, value=str(line.net))


def plain(amount: Decimal, currency: str) -> Money:
    """Return money without decimals that are zero."""
    whole = amount.to_integral_value()
    return Money(whole if whole == amount else amount, currency)


def list_differs(quote: Quote, line: QuoteLine, product: Product, file: str, path: Path) -> Iterator[Finding]:
    """KAM505: the list price is not that of the catalogue on the day of the quote, options included."""
    expected = catalogue_price(product, line, quote.date)
    if expected is not None and expected != line.list.amount:
        price = plain(expected, line.list.currency)
        message = msg("the catalogue's list price of {day} is {price}", day=quote.date, price=price)
        also = (Spot("products.yaml", (line.product, "list"), line.product),)
        help = msg("quote from the list, and say what was taken off as a discount")
        yield Finding("KAM505", file, (*path, "list"), message, help, "warning", str(line.list), also=also)


def catalogue_price(product: Product, line: QuoteLine, day: date) -> Decimal | None:
    """Return the list price on a day with the line's options; None if the catalogue has none in its currency."""
    known = [price for price in product.list if price.on <= day]
    if not known:
        return None
    prices = [max(known, key=lambda price: price.on).price]
    for code in line.options:
        option = product.options.get(code)
        if option is None or option.list is None:
            return None
        prices.append(option.list)
    same = all(price.currency == line.list.currency for price in prices)
    return sum((price.amount for price in prices), Decimal(0)) if same else None


def below_floor(quote: Quote, line: QuoteLine, product: Product, file: str, path: Path) -> Iterator[Finding]:
    """KAM506: a price that went out lies below the floor of the corridor, and nobody approved it."""
    floor = floor_of(product, quote.channel)
    if floor is None or quote.approved or quote.status == "draft":
        return
    net = line.net or Money(net_of(line), line.list.currency)
    if net.currency == line.list.currency and net.amount < floor * line.list.amount:
        share = round_money(100 * net.amount / line.list.amount, 1) if line.list.amount else Decimal(0)
        message = msg("{share} % of list; the floor is {floor} %", share=share, floor=100 * floor)
        help = msg("say who approved the price, in `approved`")
        where, value = ("net", str(net)) if line.net else ("list", str(line.list))
        yield Finding("KAM506", file, (*path, where), message, help, value=value)


def floor_of(product: Product, channel: Channel) -> Decimal | None:
    """Return the lowest price without approval as a share of list, or None."""
    corridor = product.corridor
    found = corridor if isinstance(corridor, Corridor) else (corridor or {}).get(channel)
    return found.floor if found else None
