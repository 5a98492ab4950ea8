"""The CSV ledgers: orders, the invoices for them, receivables at month ends, and weekly exchange rates."""

import calendar
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from benchmarks.customer import Customer
from benchmarks.deals import Deal
from benchmarks.draw import AS_OF, Draw
from benchmarks.products import ITEMS, Item, list_price
from benchmarks.words import LANDS

ORDERS = "date,order,account,site,product,options,quantity,amount,currency,channel,opportunity\n"
INVOICES = "date,invoice,order,account,site,product,quantity,amount,currency,cost,due\n"
RECEIVABLES = "date,account,balance,overdue,currency\n"
RATES = "date,from,to,rate\n"
# A product with options, units, and the site they are for.
Line = tuple[Item, tuple[str, ...], int, str]


class Ledgers:
    """Collects the rows of all accounts by month, and gives the files in the end."""

    def __init__(self, years: int) -> None:
        self.years = years
        self.start = AS_OF - timedelta(days=365 * years)
        self.orders: dict[str, list[str]] = defaultdict(list)
        self.invoices: dict[str, list[str]] = defaultdict(list)
        self.receivables: dict[str, list[str]] = defaultdict(list)

    def add(self, one: Customer, deals: list[Deal], per_year: int) -> None:
        """Add the rows of an account: the orders of its won deals, and `per_year` others a year."""
        draw = Draw("ledgers", one.number)
        for deal in deals:
            if deal.outcome == "won":
                self.fulfil(draw, one, deal)
        for index in range(per_year * self.years):
            item, units = draw.one(ITEMS), draw.whole(1, 5)
            amount = list_price(item, (), one.land) * units * draw.whole(80, 100) // 100
            line = (item, (), units, draw.one(one.sites).id)
            self.order(draw, one, line, amount, draw.before(AS_OF, 0, 365 * self.years - 1), f"R{index}")
        if per_year:
            self.owe(draw, one)

    def fulfil(self, draw: Draw, one: Customer, deal: Deal) -> None:
        """Add the order of a won deal; its lines add up to the amount of the deal."""
        day = deal.history[-1][0] + timedelta(days=draw.whole(0, 5))
        rest = deal.amount
        for index, line in enumerate(deal.wanted, 1):
            part = rest if index == len(deal.wanted) else deal.amount // len(deal.wanted)
            rest -= part
            self.order(draw, one, (*line, deal.site), part, day, deal.id)

    def order(self, draw: Draw, one: Customer, line: Line, amount: int, day: date, number: str) -> None:
        """Add an order line and, where its day has come, the invoice for it."""
        (item, options, units, site), currency = line, one.land.currency
        order, deal = f"PO-{one.number}-{number}", number if number.startswith("deal") else ""
        self.orders[f"{day:%Y-%m}"].append(
            f"{day},{order},{one.id},{site},{item.code},{' '.join(options)},{units},{amount},{currency},direct,{deal}\n"
        )
        billed = draw.after(day, 5, 40)
        if billed <= AS_OF:
            self.invoices[f"{billed:%Y-%m}"].append(
                f"{billed},I-{one.number}-{number},{order},{one.id},{site},{item.code},{units},{amount},{currency},"
                f"{amount * draw.whole(52, 75) // 100},{draw.after(billed, 30, 60)}\n"
            )

    def owe(self, draw: Draw, one: Customer) -> None:
        """Add what the account owes at each month end."""
        for month in self.months():
            year, number = map(int, month.split("-"))
            end = date(year, number, calendar.monthrange(year, number)[1])
            if self.start <= end <= AS_OF:
                balance = draw.whole(0, 900) * round(one.land.per_hundred * 10)
                row = f"{end},{one.id},{balance},{balance // 5},{one.land.currency}\n"
                self.receivables[str(year)].append(row)

    def months(self) -> list[str]:
        """Return the months of the ledgers, `2026-11` last."""
        first, last = self.start.year * 12 + self.start.month - 1, AS_OF.year * 12 + AS_OF.month - 1
        return [f"{month // 12}-{month % 12 + 1:02}" for month in range(first, last + 1)]

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield path and text of all ledgers, rows by day."""
        for month in self.months():
            yield f"orders/{month}.csv", ORDERS + "".join(sorted(self.orders[month]))
            yield f"invoices/{month}.csv", INVOICES + "".join(sorted(self.invoices[month]))
        for year in dict.fromkeys(month[:4] for month in self.months()):
            yield f"receivables/{year}.csv", RECEIVABLES + "".join(sorted(self.receivables[year]))
        yield "fx.csv", RATES + "".join(self.rates())

    def rates(self) -> Iterator[str]:
        """Yield a rate into CNY for each currency and week."""
        draw = Draw("rates")
        rate = {land.currency: 100 / land.per_hundred for land in LANDS if land.currency != "CNY"}
        for week in range((AS_OF - self.start).days // 7 + 60):
            for currency in rate:
                rate[currency] *= 1 + (draw.next() - 0.5) / 100
                yield f"{AS_OF - timedelta(days=7 * week)},{currency},CNY,{rate[currency]:.4f}\n"
