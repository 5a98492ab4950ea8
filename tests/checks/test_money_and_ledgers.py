"""Money and ledgers: quotes, orders, invoices, balances and rates that agree, and that don't."""

import pytest
from rule_books import deal, found_in, ledger, told

ORDERS = "date,order,account,site,product,quantity,amount,currency,opportunity"
FX = "date,from,to,rate"
QUOTE = "accounts/nord/quotes/q1.yaml"
PRODUCTS = """\
cw-1:
  name: C1
  list: [{from: 2026-01-01, price: 100 CNY}, {from: 2025-01-01, price: 90 CNY}]
  options: {wash: {name: Wash-down, list: 10 CNY}, odd: {name: Odd}}
  corridor: {direct: {floor: 0.72}, distributor: {floor: 0.6}}
"""


def orders(*rows: str) -> dict[str, str]:
    return ledger("orders/2026.csv", ORDERS, *rows)


def rates(*rows: str) -> dict[str, str]:
    return ledger("fx.csv", FX, *rows)


def quote(line: str, more: str = "") -> dict[str, str]:
    """Return a catalogue and a quote of 2026-03-02 with one line, in line 3, for one unit."""
    text = f"date: 2026-03-02\nlines:\n  - {{product: cw-1, quantity: 1, {line}}}\n{more}"
    return {"products.yaml": PRODUCTS, QUOTE: text}


def test_a_line_that_stands_twice() -> None:
    line = "2026-01-05,o1,nord,,,1,5,CNY,"
    assert told("KAM501", orders(line, "2026-01-05,o1,nord,,,2,5,CNY,", "2026-01-05,o2,nord,,,1,5,CNY,")) == []
    assert told("KAM501", orders(line, line, line)) == [
        "2026.csv:3:12 this order line stands twice",
        "2026.csv:4:12 this order line stands twice",
    ]


def test_a_line_of_two_files_shows_both() -> None:
    line = "2026-01-05,o1,nord,,,1,5,CNY,"
    (found,) = found_in(
        ledger("orders/2026-01.csv", ORDERS, line)
        | ledger("orders/2026-02.csv", ORDERS, "2026-01-05,o2,nord,,,1,5,CNY,", line)
    )
    assert (found.code, found.place.path, found.place.line) == ("KAM501", "orders/2026-02.csv", 3)
    assert [(place.path, place.line) for place in found.also] == [("orders/2026-01.csv", 2)]


def test_lines_for_two_sites_are_two_lines() -> None:
    sites = "".join(f'  - {{id: {name}, name: Plant, country: "CN"}}\n' for name in "ab")
    plants = {"accounts/nord/account.yaml": f"name: Nord\nsites:\n{sites}"}
    assert told("KAM501", plants | orders("2026-01-05,o1,nord,a,,1,5,CNY,", "2026-01-05,o1,nord,b,,1,5,CNY,")) == []


def test_a_number_may_recur_but_not_a_whole_line() -> None:
    other = {"accounts/west/account.yaml": "name: West\n"}
    assert told("KAM502", other | orders("2026-01-05,o1,nord,,,1,5,CNY,", "2026-01-05,o1,west,,,1,6,CNY,")) == []
    assert told("KAM502", other | orders("2026-01-05,o1,nord,,,1,5,CNY,", "2026-01-05,o1,west,,,1,5,CNY,")) == [
        "2026.csv:3:15 the same order line stands under another account, nord"
    ]


WON = "2026-01-02 stage: won, amount: 10 CNY"


@pytest.mark.parametrize(
    ("entries", "rows", "message"),
    [
        ([WON], ["2026-01-05,o1,nord,,,1,4,CNY,line3", "2026-01-05,o1,nord,,,1,6,CNY,line3"], None),
        ([WON], ["2026-01-05,o1,nord,,,1,4,CNY,nord/line3"], "line3.yaml:3:42 won at 10 CNY; its orders come to 4 CNY"),
        ([WON], ["2026-01-05,o1,nord,,,1,4,CNY,"], None),
        ([WON], ["2026-01-05,o1,nord,,,1,4,CNY,line3", "2026-01-05,o1,nord,,,1,1,EUR,line3"], None),
        ([WON], ["2026-12-05,o1,nord,,,1,4,CNY,line3"], None),
        (["2026-01-02 stage: nurture, amount: 10 CNY"], ["2026-01-05,o1,nord,,,1,4,CNY,line3"], None),
        ([WON, "2026-01-09 stage: cancelled"], ["2026-01-05,o1,nord,,,1,4,CNY,line3"], None),
        ([WON, "2026-01-09 stage: won, amount: 4 CNY"], ["2026-01-05,o1,nord,,,1,4,CNY,line3"], None),
        (
            ["2026-01-01 amount: 10 CNY", "2026-01-02 stage: won"],
            ["2026-01-05,o1,nord,,,1,4,CNY,line3"],
            "line3.yaml:4:29 won at 10 CNY; its orders come to 4 CNY",
        ),
    ],
)
def test_a_won_deal_and_its_orders(entries: list[str], rows: list[str], message: str | None) -> None:
    files = deal(*entries) | orders(*rows) | rates("2026-01-01,EUR,CNY,8")
    assert told("KAM503", files) == ([message] if message else [])


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("list: 100 CNY, net: 80 CNY", None),
        ("list: 100 CNY, discounts: [{percent: 10}, {percent: 10}], net: 81 CNY", None),
        ("list: 100 CNY, discounts: [{percent: 10}, {percent: 10, of: list}], net: 80 CNY", None),
        ("list: 99.99 CNY, discounts: [{percent: 33.3}], net: 66.69 CNY", None),  # exactly 66.69333
        (
            "list: 99.99 CNY, discounts: [{percent: 33.3}], net: 66.68 CNY",
            "the discounts lead from 99.99 CNY to 66.69 CNY",
        ),
        ("list: 99 JPY, discounts: [{percent: 33.3}], net: 66 JPY", None),  # 66.033: a yen has no parts
        ("list: 100 CNY, discounts: [{percent: 10}], net: 85 CNY", "the discounts lead from 100 CNY to 90 CNY"),
        ("list: 100 CNY, discounts: [{percent: -5}], net: 105 CNY", None),
        ("list: 100 CNY, net: 12 EUR", "the list price is in another currency, CNY"),
    ],
)
def test_discounts_lead_from_list_to_net(line: str, message: str | None) -> None:
    found = told("KAM504", quote(line))
    assert [one.partition(" ")[2] for one in found] == ([message] if message else [])


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("list: 100 CNY", None),
        ("list: 110 CNY, options: [wash]", None),
        ("list: 100 CNY, options: [wash]", "the catalogue's list price of 2026-03-02 is 110 CNY"),
        ("list: 90 CNY", "the catalogue's list price of 2026-03-02 is 100 CNY"),  # the price of the year before
        ("list: 7 EUR", None),
        ("list: 7 CNY, options: [odd]", None),  # the option has no price
    ],
)
def test_the_list_price_of_the_day(line: str, message: str | None) -> None:
    found = told("KAM505", quote(line))
    assert found == ([f"q1.yaml:3:{found[0].split(':')[2].split(' ')[0]} {message}"] if message else [])


def test_before_the_first_list_price_there_is_none() -> None:
    files = quote("list: 5 CNY")
    assert told("KAM505", files | {QUOTE: files[QUOTE].replace("2026-03-02", "2024-03-02")}) == []


@pytest.mark.parametrize(
    ("line", "more", "low"),
    [
        ("list: 100 CNY, net: 72 CNY", "", False),
        ("list: 100 CNY, net: 71.99 CNY", "", True),
        ("list: 100 CNY, discounts: [{percent: 30}]", "", True),
        ("list: 100 CNY, net: 65 CNY", "channel: distributor\n", False),
        ("list: 100 CNY, net: 5 CNY", "channel: oem\n", False),  # no corridor for it
        ("list: 100 CNY, net: 5 CNY", "status: draft\n", False),
        ("list: 100 CNY, net: 5 CNY", "status: rejected\n", True),
        ("list: 100 CNY, net: 5 CNY", "approved: {by: gu}\n", False),
    ],
)
def test_the_floor_of_the_corridor(line: str, more: str, low: bool) -> None:
    files = quote(line, more) | {"team.yaml": "gu: {name: Gu}\n"}
    assert bool(told("KAM506", files)) is low


def test_the_share_of_list_is_told() -> None:
    assert told("KAM506", quote("list: 100 CNY, net: 65.66 CNY")) == [
        "q1.yaml:3:54 65.7 % of list; the floor is 72.00 %"
    ]


def test_money_needs_a_rate_on_its_day_or_before() -> None:
    rows = ["2026-01-05,o1,nord,,,1,5,EUR,", "2026-01-06,o2,nord,,,1,5,EUR,", "2026-01-07,o3,nord,,,1,5,EUR,"]
    assert told("KAM507", orders(*rows) | rates("2026-01-05,EUR,CNY,8")) == []
    assert told("KAM507", orders(*rows) | rates("2026-01-06,EUR,CNY,8")) == [
        "2026.csv:2:26 no exchange rate from EUR to CNY on 2026-01-05 or before"
    ]
    assert told("KAM507", orders(*rows)) == [
        "2026.csv:2:26 no exchange rate from EUR to CNY on 2026-01-05 or before (3 times here)"
    ]


@pytest.mark.parametrize("row", ["2026-01-01,CNY,EUR,0.125", "2026-01-01,EUR,USD,1.1\n2026-01-01,CNY,USD,0.14"])
def test_a_rate_may_be_inverse_or_through_a_third_currency(row: str) -> None:
    assert told("KAM507", orders("2026-01-05,o1,nord,,,1,5,EUR,") | rates(row)) == []


def test_a_crossed_rate_needs_both_its_legs() -> None:
    files = orders("2026-01-05,o1,nord,,,1,5,EUR,") | rates("2026-01-01,EUR,USD,1.1", "2026-01-06,USD,CNY,7")
    assert len(told("KAM507", files)) == 1


def test_quotes_and_deals_need_rates_too() -> None:
    assert told("KAM507", quote("list: 7 EUR")) == [
        "q1.yaml:3:40 no exchange rate from EUR to CNY on 2026-03-02 or before"
    ]
    # an open deal is converted at the day of the report, a won one at that of its win
    late = rates("2026-11-01,EUR,CNY,8")
    assert told("KAM507", late | deal("2026-01-01 stage: nurture, amount: 5 EUR")) == []
    assert told("KAM507", late | deal("2026-01-01 stage: won, amount: 5 EUR")) == [
        "line3.yaml:3:42 no exchange rate from EUR to CNY on 2026-01-01 or before"
    ]
    assert told("KAM507", deal("2026-01-01 stage: lost, amount: 5 EUR")) == []


@pytest.mark.parametrize(("rate", "jumps"), [("9.6", False), ("9.61", True), ("6.4", False), ("6.39", True)])
def test_a_rate_moves_by_twenty_percent_at_most(rate: str, jumps: bool) -> None:
    found = told("KAM508", rates("2026-02-01,EUR,CNY," + rate, "2026-01-01,EUR,CNY,8", "2026-01-01,USD,CNY,7"))
    assert bool(found) is jumps


def test_a_jump_shows_both_rates() -> None:
    (found,) = found_in(rates("2026-01-01,EUR,CNY,8", "2026-02-01,EUR,CNY,80"))
    assert str(found.message) == "+900 % from the rate before, 8 of 2026-01-01"
    assert [(place.line, place.column) for place in (found.place, *found.also)] == [(3, 20), (2, 20)]


def test_one_rate_a_day() -> None:
    assert told("KAM509", rates("2026-01-01,EUR,CNY,8", "2026-01-01,CNY,EUR,0.125")) == []
    assert told("KAM509", rates("2026-01-01,EUR,CNY,8", "2026-01-01,EUR,CNY,8")) == [
        "fx.csv:3:1 a second rate from EUR to CNY on this day"
    ]


def test_an_invoice_is_due_on_its_date_or_later() -> None:
    header = "date,invoice,account,amount,currency,due"
    assert told("KAM510", ledger("invoices/2026.csv", header, "2026-01-05,r1,nord,5,CNY,2026-01-05")) == []
    assert told("KAM510", ledger("invoices/2026.csv", header, "2026-01-05,r1,nord,5,CNY,2026-01-04")) == [
        "2026.csv:2:26 due before the date of the invoice, 2026-01-05"
    ]


def test_balances() -> None:
    header = "date,account,balance,overdue,currency"
    rows = ("2026-02-28,nord,5,5,CNY", "2026-02-28,nord,5,,EUR", "2026-03-31,nord,-5,,CNY")
    files = rates("2026-01-01,EUR,CNY,8")
    assert [one.code for one in found_in(files | ledger("receivables/2026.csv", header, *rows))] == []
    wrong = ("2026-02-28,nord,5,6,CNY", "2026-02-27,nord,5,,CNY", "2026-02-28,nord,5,,CNY")
    assert [(one.code, one.place.line) for one in found_in(ledger("receivables/2026.csv", header, *wrong))] == [
        ("KAM511", 2), ("KAM512", 3), ("KAM513", 4),
    ]  # fmt: skip


def test_empty_ledgers() -> None:
    files = orders() | rates() | ledger("receivables/2026.csv", "date,account,balance,overdue,currency")
    assert found_in(files) == []


WITHOUT_A_RATE = {
    "accounts/nord/account.yaml": (
        "name: Nord\npotential: {food: [{on: 2026-01-01, value: 5 KES}, {on: 2027-01-01, value: 5 THB}], x: 6 KES}\n"
        "terms: {credit_limit: 7 UGX}\n"
    ),
    "accounts/nord/plan.yaml": "budget: 5 KES\n",
    "accounts/nord/contracts/c.yaml": "kind: frame\nfrom: 2026-01-01\nceiling: 5 KES\n",
    "targets/2026.yaml": (
        "total: 5 KES\nowners: {lin: 5 UGX}\naccounts: {nord: 5 THB}\noverrides: [{quarter: 2026-Q4, target: 5 TZS}]\n"
    ),
    "targets/2027.yaml": "overrides: {2027-Q4: 5 TZS}\n",
}


def test_an_invoice_line_that_stands_twice() -> None:
    header = "date,invoice,account,product,quantity,amount,currency"
    line = "2026-01-05,r1,nord,,1,5,CNY"
    assert told("KAM501", ledger("invoices/2026-01.csv", header, line, line, line.replace("5,CNY", "6,CNY"))) == [
        "2026-01.csv:3:12 this invoice line stands twice"
    ]


def test_money_that_counts_on_the_day_of_the_report_needs_a_rate() -> None:
    no = "no exchange rate from {} to CNY on 2026-11-20 or before"
    assert told("KAM507", {**WITHOUT_A_RATE, "team.yaml": "lin: {name: Lin}\n"}) == [
        f"account.yaml:2:44 {no.format('KES')} (2 times here)",
        f"account.yaml:3:23 {no.format('UGX')}",
        f"c.yaml:3:10 {no.format('KES')}",
        f"plan.yaml:1:9 {no.format('KES')}",
        f"2026.yaml:1:8 {no.format('KES')}",
        f"2026.yaml:2:15 {no.format('UGX')}",
        f"2026.yaml:3:18 {no.format('THB')}",
        f"2026.yaml:4:40 {no.format('TZS')}",
        f"2027.yaml:1:22 {no.format('TZS')}",
    ]
    known = rates(*(f"2026-11-20,{one},CNY,0.05" for one in ("KES", "UGX", "THB", "TZS")))
    assert told("KAM507", {**WITHOUT_A_RATE, "team.yaml": "lin: {name: Lin}\n", **known}) == []


def test_a_rate_is_compared_with_the_one_before_whichever_way_round() -> None:
    assert told("KAM508", rates("2026-09-30,EUR,CNY,7.9", "2026-10-01,CNY,EUR,7.9")) == [
        "fx.csv:3:20 +6141 % from the rate before, 7.9 from EUR to CNY of 2026-09-30"
    ]
    assert told("KAM508", rates("2026-09-30,EUR,CNY,7.9", "2026-09-30,CNY,EUR,7.9")) != []
    assert told("KAM508", rates("2026-09-30,EUR,CNY,7.9", "2026-10-01,CNY,EUR,0.1266")) == []
    assert told("KAM509", rates("2026-09-30,EUR,CNY,7.9", "2026-09-30,CNY,EUR,0.1266")) == []


def test_a_rate_of_a_currency_to_itself() -> None:
    assert told("KAM508", rates("2026-09-30,USD,USD,5", "2026-10-01,USD,USD,1")) == [
        "fx.csv:2:20 from USD to itself the rate is 1"
    ]
