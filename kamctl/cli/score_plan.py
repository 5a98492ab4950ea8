"""From the settings of a book to what the score needs as plain values; what makes no sense is refused."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from kamctl.errors import DATA, KamError, Message, msg
from kamctl.methods.indicators import GROUPS, INDICATORS, TABLE, Indicator
from kamctl.methods.normalise import Points, Rule
from kamctl.methods.score import Plan, Weighted
from kamctl.methods.scorecard import Rules
from kamctl.methods.tiers import TIERS, TierRule
from kamctl.near import did_you_mean

if TYPE_CHECKING:
    from kamctl.records.settings import GroupSetting, IndicatorSetting, ScoreSetting, Settings, Tier


def plan_of(settings: "ScoreSetting") -> Plan:
    """Return what is scored: the groups and indicators of the settings, those of the method where they say nothing.

    Raises KamError (exit 3) for an unknown indicator, a scale without usable points, or nothing that has weight.
    """
    if not settings.groups:
        return Plan(GROUPS, tuple(Weighted(one.group, one.slug, one.weight, default_rule(one)) for one in TABLE))
    given: Mapping[str, GroupSetting] = {name: settings.groups[name] for name in GROUPS if name in settings.groups}
    groups = {name: float(group.weight) for name, group in given.items()}
    plan = Plan(groups, tuple(one for name, group in given.items() for one in weighted(name, group)))
    if not plan.nominal().any():
        raise KamError(msg("kamctl.yaml: score: all weights are zero"), DATA, msg("`kamctl check` shows the line"))
    return plan


def weighted(group: str, setting: "GroupSetting") -> Iterator[Weighted]:
    """Yield the indicators of one group of the settings."""
    if not setting.indicators:
        yield from (Weighted(group, one.slug, one.weight, default_rule(one)) for one in TABLE if one.group == group)
    for slug, given in setting.indicators.items():
        if slug not in INDICATORS:
            raise KamError(wrong(group, slug, msg("there is no such indicator")), DATA, did_you_mean(slug, INDICATORS))
        yield Weighted(group, slug, float(given.weight), rule_of(group, INDICATORS[slug], given))


def default_rule(indicator: Indicator) -> Rule:
    """Return how the method normalises an indicator."""
    return Rule(indicator.normalise, indicator.better, indicator.points)


def rule_of(group: str, indicator: Indicator, given: "IndicatorSetting") -> Rule:
    """Return how the settings normalise an indicator; points without a word on how mean `scale`."""
    method = given.normalise or ("scale" if given.points else indicator.normalise)
    points = tuple((float(raw), float(worth)) for raw, worth in given.points) or indicator.points
    fault = fault_of(points) if method == "scale" else None
    if fault:
        raise KamError(wrong(group, indicator.slug, fault), DATA, msg("points: [[0, 0], [0.5, 70], [1, 100]]"))
    return Rule(method, indicator.better, points)


def fault_of(points: Points) -> Message | None:
    """Return what is wrong with the points of a scale, or None."""
    raw = [value for value, _ in points]
    if len(points) < 2:
        return msg("a scale needs at least two points")
    if any(later <= earlier for earlier, later in pairwise(raw)):
        return msg("the raw values of the points must rise")
    return msg("points are from 0 to 100") if any(not 0 <= worth <= 100 for _, worth in points) else None


def wrong(group: str, slug: str, fault: Message) -> Message:
    """Return the message that names the place in the settings."""
    return msg("kamctl.yaml: score.groups.{group}.indicators.{name}: {fault}", group=group, name=slug, fault=fault)


def shelf_lives(settings: "Settings") -> dict[str, int | None]:
    """Return the days after which a value of each indicator counts as unknown; the shortest where several are set."""
    rated = settings.practice.stale_days
    lives: dict[str, int | None] = {one.slug: rated if one.shelf_life == "rated" else one.shelf_life for one in TABLE}
    given: dict[str, int] = {}
    for group in settings.score.groups.values():
        for slug, indicator in group.indicators.items():
            if indicator.shelf_life_days is not None:
                given[slug] = min(indicator.shelf_life_days, given.get(slug, indicator.shelf_life_days))
    return lives | given


def rules_of(settings: "ScoreSetting") -> Rules:
    """Return tiers and limits."""
    return Rules(
        tiers=tuple(map(tier_rule, settings.tiers)) or TIERS,
        evidence_minimum=float(settings.evidence_minimum),
        pareto_a=float(settings.pareto.a),
        pareto_b=float(settings.pareto.b),
    )


def tier_rule(tier: "Tier") -> TierRule:
    """Return the rule of one tier of the settings."""
    least: Mapping[str, object] = {name: getattr(tier, name) for name in ("score", *GROUPS)}
    return TierRule(tier.tier, {name: float(str(value)) for name, value in least.items() if value is not None})
