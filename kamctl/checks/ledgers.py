"""Ledgers: rows that count twice, orders that disagree with their deal, dates and balances that can't be."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from kamctl.checks.finding import Finding, Spot, file_and_line, file_of
from kamctl.errors import Message, Severity, msg
from kamctl.periods import month_end
from kamctl.records.book import Book
from kamctl.records.ledger import Order
from kamctl.records.money import Money
from kamctl.records.opportunity import Change, Opportunity, state_on

ONCE = msg("delete one of them")
ALIKE = ("invoice", "order", "account", "date", "site", "product", "quantity", "amount", "currency")
"""Columns in which two lines of an invoice are alike that count twice."""


def cell(source: str, column: str) -> Spot:
    """Return the place of a cell of the row at `orders/2026-11.csv:12`."""
    file, line = file_and_line(source)
    return Spot(file, (column,), None, line)


def at_cell(
    code: str, source: str, column: str, message: Message, help: Message | None,
    severity: Severity = "error", also: tuple[Spot, ...] = (),
) -> Finding:  # fmt: skip
    """Return a finding in a cell."""
    spot = cell(source, column)
    return Finding(code, spot.file, spot.path, message, help, severity, line=spot.line, also=also)


def order_lines(book: Book, day: date) -> Iterator[Finding]:
    """KAM501, KAM502: a line of an order that stands twice, for one account or for two.

    The number alone tells nothing: it is the customer's, and two customers may use the same ones.
    """
    seen: dict[tuple[object, ...], tuple[str, Order]] = {}
    for source, row in book.orders:
        key = (row.order, row.date, row.product, row.options, row.quantity, row.amount, row.currency)
        place, first = seen.setdefault(key, (source, row))
        if first is row:
            continue
        also = (cell(place, "order"),)
        if first.account != row.account:
            message = msg("the same order line stands under another account, {other}", other=first.account)
            yield at_cell("KAM502", source, "account", message, ONCE, also=also)
        elif first.site == row.site:
            help = msg("delete one; if both are meant, write one line with the whole quantity")
            yield at_cell("KAM501", source, "order", msg("this order line stands twice"), help, "warning", also)


def invoice_lines(book: Book, day: date) -> Iterator[Finding]:
    """KAM501: a line of an invoice that stands twice."""
    seen: dict[tuple[object, ...], str] = {}
    for source, row in book.invoices:
        key = tuple(getattr(row, name) for name in ALIKE)
        first = seen.setdefault(key, source)
        if first != source:
            help = msg("delete one; if both are meant, write one line with the whole quantity")
            message = msg("this invoice line stands twice")
            yield at_cell("KAM501", source, "invoice", message, help, "warning", (cell(first, "invoice"),))


def won_and_ordered(book: Book, day: date) -> Iterator[Finding]:
    """KAM503: a won deal and the orders that name it differ in amount. Only where all are in one currency."""
    linked = linked_orders(book, day)
    for full_id, rows in linked.items():
        deal = book.opportunities[full_id]
        state = state_on(deal.history, day)
        won = state.won_amount if state and state.stage == "won" else None
        if won is None or any(row.currency != won.currency for _, row in rows):
            continue
        ordered = sum((row.amount for _, row in rows), Decimal(0))
        if ordered != won.amount:
            yield differing(full_id, deal, won, Money(ordered, won.currency), rows[0][0])


def linked_orders(book: Book, day: date) -> dict[str, list[tuple[str, Order]]]:
    """Return the orders up to a day by the deal they name; what names no deal is told elsewhere."""
    by_short: dict[str, list[str]] = {}
    for full_id in book.opportunities:
        by_short.setdefault(full_id.rpartition("/")[2], []).append(full_id)
    found: dict[str, list[tuple[str, Order]]] = {}
    for source, row in book.orders:
        if row.opportunity is None or row.date > day:
            continue
        own = row.opportunity if "/" in row.opportunity else f"{row.account}/{row.opportunity}"
        if own not in book.opportunities and len(by_short.get(row.opportunity, ())) == 1:
            own = by_short[row.opportunity][0]
        if own in book.opportunities:
            found.setdefault(own, []).append((source, row))
    return found


def differing(full_id: str, deal: Opportunity, won: Money, ordered: Money, first: str) -> Finding:
    """Return the finding of a deal whose orders come to another amount."""
    index, change = won_entry(deal.history)
    field = "stage" if change.amount is None else "amount"
    message = msg("won at {won}; its orders come to {ordered}", won=won, ordered=ordered)
    help = msg("correct what is wrong: a second `stage: won` corrects the amount, an order may lack its deal")
    return Finding(
        "KAM503", file_of("opportunity", full_id), ("history", index, field), message, help, "warning",
        value=str(getattr(change, field)), also=(cell(first, "amount"),),
    )  # fmt: skip


def won_entry(history: tuple[Change, ...]) -> tuple[int, Change]:
    """Return the last entry that says won."""
    won = [(change.on, index) for index, change in enumerate(history) if change.stage == "won"]
    index = max(won)[1]
    return index, history[index]


def invoices(book: Book, day: date) -> Iterator[Finding]:
    """KAM510: an invoice that is due before its date."""
    for source, row in book.invoices:
        if row.due is not None and row.due < row.date:
            message = msg("due before the date of the invoice, {day}", day=row.date)
            yield at_cell("KAM510", source, "due", message, None, also=(cell(source, "date"),))


def balances(book: Book, day: date) -> Iterator[Finding]:
    """KAM511 to KAM513: more overdue than owed, a day within a month, two balances of one day."""
    seen: dict[tuple[str, date, str], str] = {}
    for source, row in book.receivables:
        if row.overdue is not None and row.overdue > row.balance:
            message = msg("more is overdue than is owed, {balance}", balance=Money(row.balance, row.currency))
            yield at_cell("KAM511", source, "overdue", message, None, "warning")
        if row.date != month_end(row.date):
            message = msg("balances are those of a month's end, here {day}", day=month_end(row.date))
            yield at_cell("KAM512", source, "date", message, None)
        first = seen.setdefault((row.account, row.date, row.currency), source)
        if first != source:
            message = msg("a second balance of this account and day")
            yield at_cell("KAM513", source, "balance", message, ONCE, also=(cell(first, "balance"),))


def on_groups(book: Book, day: date) -> Iterator[Finding]:
    """KAM514: money of a folder of kind `group`, told once for a file and folder."""
    groups = {name for name, account in book.accounts.items() if account.kind == "group"}
    told: set[tuple[str, str]] = set()
    for ledger in (book.orders, book.invoices, book.receivables) if groups else ():
        for source, row in ledger:
            file = source.rpartition(":")[0]
            if row.account in groups and (file, row.account) not in told:
                told.add((file, row.account))
                message = msg("{account} is a group: it does no business itself", account=row.account)
                help = msg("name the account that bought; in reports on accounts this money is in no row")
                yield at_cell("KAM514", source, "account", message, help, "warning")
