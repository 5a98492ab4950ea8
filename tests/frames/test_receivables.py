from decimal import Decimal

from small_books import DAY, Row, a_book, an_exchange

from kamctl.frames.receivables import last_balances, receivables


def owed(day: str, account: str, balance: str, **more: str) -> Row:
    return {"date": day, "account": account, "balance": balance, "currency": "CNY", **more}


def test_balances_in_the_books_currency() -> None:
    rates = [{"date": "2026-10-30", "from": "EUR", "to": "CNY", "rate": "8"}]
    rows = [owed("2026-10-31", "norla", "10", currency="EUR", overdue="4"), owed("2026-10-31", "sudmar", "7")]
    book = a_book(receivables=rows, rates=rates)
    found = receivables(book, an_exchange(book)).set_index("account")
    assert found["balance_base"].astype(str).to_dict() == {"norla": "80.00", "sudmar": "7.00"}
    assert found["overdue_base"].tolist() == [Decimal("32.00"), None]
    assert found["source"]["sudmar"] == "receivables/2026.csv:3"


def test_the_last_balance_of_each_account_up_to_the_day() -> None:
    rows = [
        owed("2026-10-31", "norla", "1"), owed("2026-10-31", "norla", "2"), owed("2026-09-30", "norla", "3"),
        owed("2026-08-31", "sudmar", "4"), owed("2026-11-30", "sudmar", "5"),
        owed("2026-07-31", "norla", "6", currency="USD"),
    ]  # fmt: skip
    book = a_book(receivables=rows)
    exchange = an_exchange(book)
    assert [int(balance) for balance in last_balances(book, exchange, DAY)["balance"]] == [1, 2, 4]
    assert not exchange.missing  # nobody asked for the old dollars


def test_no_balances() -> None:
    empty = a_book()
    assert last_balances(empty, an_exchange(empty), DAY).empty
