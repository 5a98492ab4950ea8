from decimal import Decimal
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamctl.methods.pocket_price import GIVEN, Assumptions, pocket_price, quantity_factor, waterfall

D = Decimal
ASSUMED = Assumptions(
    money_rate=D("0.06"),
    standard_months=12,
    month_share=D("0.002"),
    estimates={"CIF": {"freight": D("0.03"), "insurance": D("0.005")}, "DDP": {"freight": D("0.04")}},
)
PLAIN: dict[str, Any] = {
    "currency": "CNY", "places": 2, "rate": D(1), "missing_rate": None, "list": D(1000), "discounts": (), "net": None,
    "resale": None, **dict.fromkeys(GIVEN), "breaks": ((1, D(1)),), "channel": "direct", "incoterm": "EXW",
    "payment_days": 0, "agreed_days": None, "warranty_months": None, "quantity": 1,
}  # fmt: skip


def frame(*lines: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame([PLAIN | line for line in lines], columns=list(PLAIN), dtype=object)


def one(line: dict[str, Any], assumed: Assumptions = ASSUMED, places: int = 2) -> dict[Any, Any]:
    """The result for one line that differs from PLAIN as said."""
    return pocket_price(frame(line), assumed, places).to_dict("records")[0]


NORWAY = {
    "currency": "EUR", "rate": D("8.00"), "list": D(32500), "discounts": (("project", None, D(20), "previous"),),
    "net": D(26000), "incoterm": "DDP", "freight": D(500), "installation": D(1000), "payment_days": 60,
    "breaks": ((5, D("0.95")),),
}  # fmt: skip
CHINA = {
    "list": D(160000), "discounts": (("frame", "yearly frame", D(5), "previous"),), "net": D(152000), "quantity": 5,
    "channel": "distributor", "breaks": ((5, D("0.95")),),
}  # fmt: skip


def test_worked_example_norway() -> None:
    # payment 26,000 · 0.06 · 60 ÷ 360 = 260; 26,000 − 500 − 1,000 − 260 = 24,240; · 8.00 = 193,920
    line = one(NORWAY)
    assert line["cost_payment"] == D(260)
    assert line["pocket"] == D(24240)
    assert (line["net_base"], line["pocket_base"]) == (D("208000.00"), D("193920.00"))
    # DDP obliges us to duty; the settings have no share for it: said, not 0
    assert (line["missing"], line["estimated"], line["marks"]) == (("duty",), (), ())


def test_worked_example_china() -> None:
    # five units reach the break of 0.95: 152,000 ÷ 0.95 = 160,000
    line = one(CHINA)
    assert (line["factor"], line["pocket_base"]) == (D("0.95"), D("160000.00"))
    assert line["marks"] == ("resale-unknown",)
    assert line["missing"] == ()


def test_waterfall_of_the_worked_example() -> None:
    steps = [(step["step"], step["name"], step["amount"], step["price"]) for step in waterfall(one(NORWAY))]
    assert steps == [
        ("list", None, D(32500), D(32500)),
        ("discount", "project", D(-6500), D(26000)),
        ("freight", None, D(-500), D(25500)),
        ("installation", None, D(-1000), D(24500)),
        ("payment", None, D(-260), D(24240)),
    ]
    assert waterfall(one(CHINA))[-1] == {"step": "quantity", "name": None, "amount": D(8000), "price": D(160000)}


@pytest.mark.parametrize(
    ("discounts", "net"),
    [
        ((), "1000"),
        # 1,000 · 0.9 · 0.95 = 855
        ((("volume", None, D(10), "previous"), ("frame", None, D(5), "previous")), "855"),
        # 1,000 − 100 − 5 % of list 50 = 850
        ((("volume", None, D(10), "previous"), ("frame", None, D(5), "list")), "850"),
        # of list first: 950, then 10 % of 950 = 855
        ((("frame", None, D(5), "list"), ("volume", None, D(10), "previous")), "855"),
        # a surcharge is a negative discount
        ((("other", "small lot", D("-2.5"), "previous"),), "1025"),
    ],
)
def test_discounts_compound_unless_of_list(discounts: tuple[object, ...], net: str) -> None:
    line = one({"discounts": discounts})
    assert line["net_price"] == line["pocket"] == D(net)


def test_net_given_wins_and_a_disagreement_is_marked() -> None:
    cut = (("volume", None, D("33.3333"), "previous"),)
    # 1,000 less 33.3333 % = 666.667: 666.67 agrees within a cent, 666.65 does not
    assert one({"discounts": cut, "net": D("666.67")})["marks"] == ()
    assert one({"discounts": cut, "net": D("666.657")})["marks"] == ()
    line = one({"discounts": cut, "net": D("666.65")})
    assert (line["marks"], line["pocket"]) == (("net-differs",), D("666.65"))
    # a yen has no smaller unit
    assert one({"discounts": cut, "net": D(666), "places": 0})["marks"] == ()


def test_net_without_discounts_is_fine() -> None:
    line = one({"net": D(900)})
    assert (line["pocket"], line["marks"]) == (D(900), ())
    assert [(step["step"], step["amount"]) for step in waterfall(line)] == [("list", D(1000)), ("net", D(-100))]


@pytest.mark.parametrize(
    ("incoterm", "estimated", "missing", "pocket"),
    [
        ("EXW", (), (), "1000"),
        ("FCA", (), (), "1000"),
        ("FAS", (), (), "1000"),
        ("FOB", (), (), "1000"),
        ("CFR", (), ("freight",), "1000"),
        ("CPT", (), ("freight",), "1000"),
        ("CIF", ("freight", "insurance"), (), "965"),  # 3 % + 0.5 % of net
        ("CIP", (), ("freight", "insurance"), "1000"),
        ("DAP", (), ("freight",), "1000"),
        ("DPU", (), ("freight",), "1000"),
        ("DDP", ("freight",), ("duty",), "960"),
        (None, (), ("incoterm",), "1000"),
    ],
)
def test_what_the_incoterm_obliges_us_to(
    incoterm: str | None, estimated: tuple[str, ...], missing: tuple[str, ...], pocket: str
) -> None:
    line = one({"incoterm": incoterm})
    assert (line["estimated"], line["missing"], line["pocket"]) == (estimated, missing, D(pocket))


def test_a_term_given_is_taken_off_whatever_the_incoterm() -> None:
    line = one({"incoterm": "EXW", "freight": D(20), "duty": D(5), "insurance": D(1), "training": D(4)})
    assert (line["pocket"], line["estimated"], line["missing"]) == (D(970), (), ())


def test_a_term_given_as_zero_is_known() -> None:
    line = one({"incoterm": "DDP", "freight": D(0), "duty": D(0)})
    assert (line["pocket"], line["estimated"], line["missing"]) == (D(1000), (), ())


def test_an_estimate_of_zero_is_an_estimate() -> None:
    line = one({"incoterm": "DAP"}, Assumptions(estimates={"DAP": {"freight": D(0)}}))
    assert (line["pocket"], line["estimated"], line["missing"]) == (D(1000), ("freight",), ())


@pytest.mark.parametrize(
    ("quoted", "agreed", "rate", "pocket", "missing", "marks"),
    [
        (90, 30, "0.06", "985", (), ()),  # 1,000 · 0.06 · 90 ÷ 360 = 15
        (None, 30, "0.06", "995", (), ("agreed-days",)),
        (None, None, "0.06", "1000", ("payment-days",), ()),
        (0, None, "0.06", "1000", (), ()),
        (90, None, "0", "1000", (), ()),
        (90, None, None, "1000", ("money-rate",), ()),
        (0, None, None, "1000", (), ()),
    ],
)
def test_payment_cost(
    quoted: int | None, agreed: int | None, rate: str | None, pocket: str, missing: tuple[str], marks: tuple[str]
) -> None:
    assumed = Assumptions(money_rate=None if rate is None else D(rate))
    line = one({"payment_days": quoted, "agreed_days": agreed}, assumed)
    assert (line["pocket"], line["missing"], line["marks"]) == (D(pocket), missing, marks)


@pytest.mark.parametrize(
    ("months", "share", "pocket", "missing"),
    [
        (None, "0.002", "1000", ()),
        (12, "0.002", "1000", ()),
        (6, "0.002", "1000", ()),
        (36, "0.002", "952", ()),  # 24 further months · 0.002 · 1,000 = 48
        (36, None, "1000", ("warranty",)),
        (12, None, "1000", ()),
    ],
)
def test_warranty_beyond_the_standard(
    months: int | None, share: str | None, pocket: str, missing: tuple[str, ...]
) -> None:
    line = one({"warranty_months": months}, Assumptions(month_share=None if share is None else D(share)))
    assert (line["pocket"], line["missing"]) == (D(pocket), missing)


def test_a_distributor_sale_is_seen_with_the_customers_eyes() -> None:
    given = {"channel": "distributor", "net": D(700), "resale": D(900), "payment_days": 60, "freight": D(10)}
    line = one(given)
    # payment 900 · 0.06 · 60 ÷ 360 = 9; 900 − 10 − 9 = 881
    assert (line["net_price"], line["price"], line["pocket"], line["marks"]) == (D(700), D(900), D(881), ("resale",))
    assert [(step["step"], step["amount"]) for step in waterfall(line)] == [
        ("list", D(1000)), ("net", D(-300)), ("resale", D(200)), ("freight", D(-10)), ("payment", D(-9)),
    ]  # fmt: skip
    assert one(given | {"channel": "direct"})["price"] == D(700)


@pytest.mark.parametrize(
    ("quantity", "factor"), [(0, "1"), (1, "1"), (2, "1"), (3, "0.97"), (9, "0.97"), (10, "0.9"), (10**9, "0.9")]
)
def test_quantity_factor_is_that_of_the_last_break_reached(quantity: int, factor: str) -> None:
    assert quantity_factor(quantity, ((1, D(1)), (3, D("0.97")), (10, D("0.9")))) == D(factor)


def test_no_breaks_means_one_and_says_so() -> None:
    line = one({"breaks": None, "quantity": 50})
    assert (line["factor"], line["marks"]) == (D(1), ("no-breaks",))


def test_a_factor_of_zero_gives_no_pocket_price() -> None:
    line = one({"breaks": ((1, D(0)),)})
    assert (line["pocket"], line["pocket_base"], line["marks"]) == (None, None, ("no-factor",))
    assert waterfall(line) == []


def test_the_pocket_price_is_rounded_once_after_conversion() -> None:
    # 10 ÷ 0.95 = 10.526315…; · 8 = 84.2105… → 84.21; rounding before would give 10.53 · 8 = 84.24
    assert one({"list": D(10), "breaks": ((1, D("0.95")),), "rate": D(8)})["pocket_base"] == D("84.21")
    assert one({"list": D(10), "rate": D("160.25")}, places=0)["pocket_base"] == D("1603")


def test_without_a_rate_there_is_no_price_to_compare() -> None:
    line = one({"currency": "NAD", "rate": None, "missing_rate": "NAD"})
    assert (line["pocket"], line["pocket_base"], line["net_base"]) == (D(1000), None, None)
    # a term in a currency without rate
    assert one({"missing_rate": "NAD"})["pocket_base"] is None


def test_no_lines() -> None:
    result = pocket_price(frame(), ASSUMED, 2)
    assert result.empty
    assert {"pocket_base", "estimated", "missing", "marks", "cost_payment"} <= set(result.columns)


def test_no_price_at_all() -> None:
    unknown = {"list": None, "payment_days": 30, "warranty_months": 24, "incoterm": "CIF"}
    result = pocket_price(frame(unknown, unknown), ASSUMED, 2)
    assert list(result["pocket_base"]) == [None, None]
    assert result["missing"][0] == ("freight", "insurance", "warranty", "money-rate")


def test_the_lines_keep_their_order_and_index() -> None:
    lines = frame({"list": D(1)}, {"list": D(2)}, {"list": D(3)}).loc[[2, 0]]
    result = pocket_price(lines, ASSUMED, 2)
    assert list(result.index) == [2, 0]
    assert list(result["pocket_base"]) == [D(3), D(1)]


amounts = st.decimals(D("0.01"), D(10**7), places=2)
percents = st.decimals(D(-20), D(60), places=2)
cuts = st.lists(st.tuples(st.just("volume"), st.none(), percents, st.sampled_from(["previous", "list"])), max_size=3)
any_line = st.fixed_dictionaries(
    {
        "list": amounts,
        "discounts": cuts.map(tuple),
        "net": st.none() | amounts,
        "resale": st.none() | amounts,
        "channel": st.sampled_from(["direct", "distributor", "oem"]),
        "incoterm": st.sampled_from([None, "EXW", "CIF", "DDP"]),
        "freight": st.none() | amounts,
        "duty": st.none() | amounts,
        "payment_days": st.none() | st.integers(0, 180),
        "agreed_days": st.none() | st.integers(0, 180),
        "warranty_months": st.none() | st.integers(0, 60),
        "quantity": st.integers(0, 20),
        "breaks": st.none() | st.just(((1, D(1)), (5, D("0.95")), (10, D("0.91")))),
        "rate": st.decimals(D("0.01"), D(200), places=4),
    }
)


@given(any_line)
def test_the_steps_add_up_from_list_to_pocket(given_line: dict[str, Any]) -> None:
    line = one(given_line)
    steps = waterfall(line)
    assert steps[0]["amount"] == given_line["list"]
    assert sum(step["amount"] for step in steps) == steps[-1]["price"]
    assert abs(steps[-1]["price"] - line["pocket"]) <= D("0.00005")


@given(any_line, amounts)
def test_a_higher_net_price_is_a_higher_pocket_price(given_line: dict[str, Any], more: Decimal) -> None:
    # all costs in proportion to net are together less than net
    low = one(given_line | {"net": D(100), "resale": None})
    high = one(given_line | {"net": D(100) + more, "resale": None})
    assert low["pocket"] < high["pocket"]


@given(st.lists(any_line, max_size=5))
def test_each_line_stands_for_itself(lines: list[dict[str, Any]]) -> None:
    together = pocket_price(frame(*lines), ASSUMED, 2)
    assert list(together["pocket_base"]) == [one(line)["pocket_base"] for line in lines]
