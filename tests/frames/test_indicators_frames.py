from small_books import DAY, a_book, an_exchange

from kamctl.frames.indicators import fact_frames


def test_rates_are_asked_for_only_where_they_are_needed() -> None:
    deal = [{"on": "2026-01-01", "stage": "commit", "amount": "1 USD"}, {"on": "2026-02-01", "stage": "lost"}]
    book = a_book(accounts={"norla": {"name": "Norla"}}, opportunities={"norla/old": {"name": "Old", "history": deal}})
    exchange = an_exchange(book)
    frames = fact_frames(book, exchange, DAY)
    assert len(frames["states"]) == 1
    assert not exchange.missing


def test_an_open_deal_without_rate_is_remembered() -> None:
    deal = [{"on": "2026-01-01", "stage": "commit", "amount": "1 USD"}]
    book = a_book(accounts={"norla": {"name": "Norla"}}, opportunities={"norla/new": {"name": "New", "history": deal}})
    exchange = an_exchange(book)
    fact_frames(book, exchange, DAY)
    assert list(exchange.missing) == [("USD", DAY)]
