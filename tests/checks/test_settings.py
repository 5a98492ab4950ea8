"""Settings, targets and catalogue: what makes sense, and what doesn't."""

import pytest
from rule_books import found_in, told

from kamctl.methods.indicators import GROUPS
from kamctl.methods.indicators import INDICATORS as COMPUTED
from kamctl.records.indicator import INDICATORS


def settings(text: str) -> dict[str, str]:
    return {"kamctl.yaml": f"currency: CNY\n{text}"}


def test_the_names_are_those_of_the_indicators_that_are_computed() -> None:
    assert list(INDICATORS) == list(COMPUTED)


@pytest.mark.parametrize(
    ("weights", "total"),
    [
        ("contribution: {weight: 0.6}, growth: {weight: 0.4}", None),
        ("contribution: {weight: 60}, growth: {weight: 40}", None),
        ("contribution: {weight: 0.6}, growth: {weight: 0.3}", "0.9"),
        ("contribution: {weight: 3}, growth: {weight: 2}", "5"),
        ("contribution: {weight: 1, indicators: {revenue: 0.5, pipeline: 0.5}}", None),
        ("contribution: {weight: 1, indicators: {revenue: 3, pipeline: 2}}", None),  # points
        ("contribution: {weight: 1, indicators: {revenue: 0.5, pipeline: 0.4}}", "0.9"),
        ("contribution: {weight: 1, indicators: {revenue: 50, pipeline: 40}}", "90"),
    ],
)
def test_weights_add_up(weights: str, total: str | None) -> None:
    found = [one.partition(" ")[2] for one in told("KAM801", settings(f"score: {{groups: {{{weights}}}}}\n"))]
    assert found == ([f"the weights add up to {total}, not to 1"] if total else [])


@pytest.mark.parametrize(
    ("weights", "zero"),
    [
        ("contribution: {weight: 0}, growth: {weight: 0}", True),
        ("contribution: {weight: 1, indicators: {revenue: 0}}", True),
        ("contribution: {weight: 0}, growth: {weight: 1}", False),
    ],
)
def test_weights_that_are_all_zero(weights: str, zero: bool) -> None:
    assert bool(told("KAM802", settings(f"score: {{groups: {{{weights}}}}}\n"))) is zero


@pytest.mark.parametrize(
    ("tiers", "message"),
    [
        (["score: 75, strategic: 60", "score: 60", "growth: 70", ""], None),
        (["score: 60", "score: 75"], "no account can reach t1: it would be t0 before"),
        (["score: 60", "score: 60"], "no account can reach t1: it would be t0 before"),
        (["score: 60", "score: 75, growth: 10"], "no account can reach t1: it would be t0 before"),
        (["score: 75, growth: 70", "score: 80"], None),  # one with little growth reaches the second
        (["", "score: 75"], "no account can reach t1: it would be t0 before"),
        (["score: 175", "score: 60", ""], "no account can reach t0: scores are from 0 to 100"),
        (["score: 100, strategic: 100.1", ""], "no account can reach t0: scores are from 0 to 100"),
        (["score: 100, growth: 100", ""], None),
    ],
)
def test_tiers_that_nobody_reaches(tiers: list[str], message: str | None) -> None:
    lines = "".join(
        f"    - {{{', '.join(filter(None, [f'tier: t{number}', tier]))}}}\n" for number, tier in enumerate(tiers)
    )
    found = told("KAM803", settings(f"score:\n  tiers:\n{lines}"))
    assert [one.partition(" ")[2] for one in found] == ([message] if message else [])


def test_stages_rise_in_probability() -> None:
    text = "stages:\n  - {id: a, probability: 0.2}\n  - {id: b, probability: 0.2}\n  - {id: c, probability: 0.1}\n"
    assert told("KAM804", settings(text)) == ["kamctl.yaml:5:26 less probable than the stage before it, 0.2"]


def test_indicators_are_known() -> None:
    text = "score: {groups: {growth: {weight: 1, indicators: {pipline: 1}}}}\n"
    (found,) = found_in(settings(text))
    assert (found.code, str(found.help)) == ("KAM805", "did you mean pipeline?")
    assert (found.place.line, found.place.column) == (2, text.index("pipline") + 1)


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ("[1, 1, 1, 1]", None),
        (str([1] * 12), None),
        ("[]", None),
        ("[1, 1, 1]", "2026.yaml:1:14 3 weights; a year has 12 months or 4 quarters"),
        ("[0, 0, 0, 0]", "2026.yaml:1:14 all weights are zero"),
    ],
)
def test_seasonality(weights: str, message: str | None) -> None:
    assert told("KAM806", {"targets/2026.yaml": f"seasonality: {weights}\n"}) == ([message] if message else [])


@pytest.mark.parametrize(
    ("zone", "known"), [("UTC", True), ("Asia/Shanghai", True), ("Asia/Beijing", False), ("../etc", False)]
)
def test_time_zones(zone: str, known: bool) -> None:
    found = told("KAM807", settings(f"time_zone: {zone}\n"))
    assert found == ([] if known else ["kamctl.yaml:2:12 there is no such time zone"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("price: {severity: {notice: 0.05, warn: 0.12, critical: 0.20}}", None),
        ("price: {severity: {notice: 0.05, warn: 0.05}}", "warn must be above notice"),
        ("price: {severity: {critical: 0.1}}", "critical must be above warn"),  # whose default is 0.12
        ("price: {severity: {notice: 0.5}}", "warn must be above notice"),
        ("score: {pareto: {a: 0.95}}", "b must be above a"),
    ],
)
def test_limits_rise(text: str, message: str | None) -> None:
    found = [one.partition(" ")[2] for one in told("KAM808", settings(f"{text}\n"))]
    assert found == ([message] if message else [])


@pytest.mark.parametrize(
    ("corridor", "message"),
    [
        ("{floor: 0.7, target: 0.7, ceiling: 1.1}", None),
        ("{floor: 0.7}", None),
        ("{floor: 0.8, target: 0.7}", "floor is above target, 0.7"),
        ("{floor: 0.8, ceiling: 0.7}", "floor is above ceiling, 0.7"),
        ("{direct: {floor: 0.7}, oem: {target: 0.8, ceiling: 0.7}}", "target is above ceiling, 0.7"),
    ],
)
def test_corridors(corridor: str, message: str | None) -> None:
    found = told("KAM809", {"products.yaml": f"cw-1: {{name: C1, corridor: {corridor}}}\n"})
    assert [one.partition(" ")[2] for one in found] == ([message] if message else [])


def test_breaks_rise_in_units() -> None:
    breaks = "".join(f"    - {{units: {units}, factor: 1}}\n" for units in (1, 5, 5))
    text = f"cw-1:\n  name: C1\n  breaks:\n{breaks}"
    assert told("KAM810", {"products.yaml": text}) == [
        "products.yaml:6:15 not more units than in the break before it, 5"
    ]


def test_ids_of_stages_and_tiers_are_their_own() -> None:
    assert told("KAM811", settings("stages: [{id: won, probability: 1}]\n")) == [
        "kamctl.yaml:2:15 won is an outcome, which every book has"
    ]
    text = "score:\n  tiers:\n    - {tier: a, score: 5}\n    - {tier: b, growth: 5}\n    - {tier: a}\n"
    assert told("KAM811", settings(text)) == ["kamctl.yaml:6:14 a stands in the list before"]


def test_a_country_lies_in_one_region() -> None:
    text = 'regions:\n  a: {name: A, countries: ["DE", "NO"]}\n  b: {name: B, countries: ["NO"]}\n'
    assert told("KAM812", settings(text)) == ["kamctl.yaml:4:28 NO lies in region a already"]
    same = 'regions: {a: {name: A, countries: ["DE", "DE"]}}\n'
    assert told("KAM812", settings(same)) == []


@pytest.mark.parametrize(
    ("points", "message"),
    [
        ("[[0, 0], [1, 100]]", None),
        ("[[0, 100], [30, 50], [90, 0]]", None),
        ("[[0, 0]]", "a scale needs at least two points"),
        ("[[0, 0], [0, 100]]", "the raw values of the points must rise"),
        ("[[0, 0], [1, 120]]", "points are from 0 to 100"),
    ],
)
def test_points_of_scales(points: str, message: str | None) -> None:
    text = f"score: {{groups: {{growth: {{weight: 1, indicators: {{pipeline: {{weight: 1, points: {points}}}}}}}}}}}\n"
    found = [one.partition(" ")[2] for one in told("KAM813", settings(text))]
    assert found == ([message] if message else [])


def test_defaults_make_sense() -> None:
    assert found_in(settings("")) == []
    groups = ", ".join(f"{name}: {{weight: {weight}}}" for name, weight in GROUPS.items())
    assert found_in(settings(f"score: {{groups: {{{groups}}}}}\n")) == []
