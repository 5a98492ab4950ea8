"""Settings: what they say must make sense together; so must the targets of a year and the catalogue."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, get_args

from kamctl.checks.finding import Finding, Path, Spot, file_of
from kamctl.checks.relations import twins
from kamctl.errors import Message, msg, word
from kamctl.near import Search, nearest
from kamctl.records.book import Book
from kamctl.records.indicator import INDICATORS
from kamctl.records.opportunity import OUTCOMES
from kamctl.records.settings import Group, GroupSetting, IndicatorSetting, Tier
from kamctl.records.settings_value import RETENTION, TEN

FILE = "kamctl.yaml"
WHOLES = (Decimal(1), Decimal(100))
MOST_POINTS = 10
HIGHEST = 100
COLUMNS = ("score", *get_args(Group))
# Cities that people name, and the database does not.
MEANT_ZONES = {f"asia/{city}": "Asia/Shanghai" for city in ("beijing", "peking", "shenzhen", "guangzhou", "suzhou")}


def fault(code: str, path: Path, message: Message, help: Message | None = None, value: str | None = None) -> Finding:
    """Return an error in the settings."""
    return Finding(code, FILE, path, message, help, value=value)


def warning(code: str, path: Path, message: Message, help: Message | None = None) -> Finding:
    """Return a warning in the settings."""
    return Finding(code, FILE, path, message, help, "warning")


def weights(book: Book, day: date) -> Iterator[Finding]:
    """KAM801, KAM802, KAM805, KAM813: weights, names and scales of the account score."""
    groups = book.settings.score.groups
    path: Path = ("score", "groups")
    if groups:
        yield from adding_up({name: group.weight for name, group in groups.items()}, path, points=False)
    for name, group in groups.items():
        within = (*path, name, "indicators")
        if group.indicators:
            yield from adding_up({one: given.weight for one, given in group.indicators.items()}, within, points=True)
        yield from indicators(group, within)


def adding_up(weights: Mapping[str, Decimal], path: Path, points: bool) -> Iterator[Finding]:
    """Yield what is wrong with weights that are meant as parts of a whole; `points`: small whole numbers do, too."""
    total = sum(weights.values(), Decimal(0))
    if total == 0:
        yield fault("KAM802", path, msg("all weights are zero"), msg("give at least one of them a weight"))
        return
    as_points = points and all(weight == int(weight) and weight <= MOST_POINTS for weight in weights.values())
    if total not in WHOLES and not as_points:
        message = msg("the weights add up to {total}, not to 1", total=total)
        yield warning("KAM801", path, message, msg("only their proportions count; look for one that is wrong"))


def indicators(group: GroupSetting, path: Path) -> Iterator[Finding]:
    """Yield what is wrong with the indicators of a group."""
    search = Search()
    for name, given in group.indicators.items():
        if name not in INDICATORS:
            near = search.nearest(name, INDICATORS)
            help = msg("did you mean {near}?", near=near) if near else msg("known: {names}", names=list(INDICATORS))
            yield fault("KAM805", (*path, name), msg("there is no such indicator"), help, name)
        yield from scale(given, (*path, name, "points"))


def scale(given: IndicatorSetting, path: Path) -> Iterator[Finding]:
    """KAM813: points that make no scale."""
    raw = [value for value, _ in given.points]
    message: Message | None = None
    if len(raw) == 1:
        message = msg("a scale needs at least two points")
    elif any(later <= earlier for earlier, later in pairwise(raw)):
        message = msg("the raw values of the points must rise")
    elif any(not 0 <= worth <= 100 for _, worth in given.points):
        message = msg("points are from 0 to 100")
    if message:
        yield fault("KAM813", path, message, msg("raw value and points, such as [[0, 0], [0.5, 70], [1, 100]]"))


def tiers(book: Book, day: date) -> Iterator[Finding]:
    """KAM803, KAM811: a tier that no account can reach, since it would have an earlier one; a tier that is twice."""
    listed = book.settings.score.tiers
    path: Path = ("score", "tiers")
    yield from same_ids([tier.tier for tier in listed], path, "tier")
    demands = [demands_of(tier) for tier in listed]
    for number, wanted in enumerate(demands):
        for name in (name for name, least in wanted.items() if least > HIGHEST):
            slug = listed[number].tier
            message = msg("no account can reach {tier}: scores are from 0 to 100", tier=word("tier", slug))
            yield fault("KAM803", (*path, number, name), message, msg("write a score from 0 to 100"))
    for later, wanted in enumerate(demands):
        first = next((index for index in range(later) if implied(demands[index], wanted)), None)
        if first is not None:
            message = msg(
                "no account can reach {tier}: it would be {other} before",
                tier=word("tier", listed[later].tier), other=word("tier", listed[first].tier),
            )  # fmt: skip
            help = msg("the first tier whose rules hold is the account's: put the more demanding one first")
            also = (Spot(FILE, (*path, first, "tier"), listed[first].tier),)
            yield Finding("KAM803", FILE, (*path, later, "tier"), message, help, value=listed[later].tier, also=also)


def demands_of(tier: Tier) -> dict[str, Decimal]:
    """Return the least scores that a tier asks for."""
    return {name: least for name in COLUMNS if (least := getattr(tier, name)) is not None}


def implied(demands: Mapping[str, Decimal], by: Mapping[str, Decimal]) -> bool:
    """Return whether whoever meets the demands `by` meets `demands`, too."""
    return all(name in by and by[name] >= least for name, least in demands.items())


def stages(book: Book, day: date) -> Iterator[Finding]:
    """KAM804, KAM811: a stage less probable than the one before it; an id that is twice, or that of an outcome."""
    listed = book.settings.stages
    yield from same_ids([stage.id for stage in listed], ("stages",), "id")
    for index, stage in enumerate(listed):
        path: Path = ("stages", index)
        if stage.id in OUTCOMES:
            message = msg("{id} is an outcome, which every book has", id=stage.id)
            yield fault("KAM811", (*path, "id"), message, msg("give the stage another id"), stage.id)
        if index and stage.probability < listed[index - 1].probability:
            message = msg("less probable than the stage before it, {before}", before=listed[index - 1].probability)
            help = msg("stages stand in the order in which a deal goes through them")
            yield warning("KAM804", (*path, "probability"), message, help)


def same_ids(ids: Iterable[str], path: Path, key: str) -> Iterator[Finding]:
    """Yield the ids of a list that stand in it before; KAM811."""
    names = list(ids)
    for first, second in twins(names):
        message = msg("{id} stands in the list before", id=names[second])
        also = (Spot(FILE, (*path, first, key), names[first]),)
        yield Finding("KAM811", FILE, (*path, second, key), message, value=names[second], also=also)


def regions(book: Book, day: date) -> Iterator[Finding]:
    """KAM812: a country that lies in two regions, so that its sales would be the first one's."""
    owner: dict[str, str] = {}
    for name, region in book.settings.regions.items():
        for country in region.countries:
            first = owner.setdefault(country, name)
            if first != name:
                message = msg("{country} lies in region {other} already", country=country, other=first)
                also = (Spot(FILE, ("regions", first, "countries"), country),)
                path = ("regions", name, "countries")
                yield Finding("KAM812", FILE, path, message, msg("delete it from one"), value=country, also=also)


def limits(book: Book, day: date) -> Iterator[Finding]:
    """KAM808: limits that are to rise, and don't."""
    severity = book.settings.price.severity
    yield from rising(severity, ("notice", "warn", "critical"), ("price", "severity"))
    yield from rising(book.settings.score.pareto, ("a", "b"), ("score", "pareto"))


def rising(record: Any, names: tuple[str, ...], path: Path) -> Iterator[Finding]:
    """Yield the first limit that is not above the one before it."""
    for earlier, later in pairwise(names):
        low, high = getattr(record, earlier), getattr(record, later)
        if high <= low:
            given = later if later in record.model_fields_set else earlier
            message = msg("{later} must be above {earlier}", later=later, earlier=earlier)
            yield fault("KAM808", (*path, given), message, msg("{earlier} is {low}", earlier=earlier, low=low))
            return


def tier_shares(book: Book, day: date) -> Iterator[Finding]:
    """KAM815: a share for a tier that the score does not have."""
    tiers = [tier.tier for tier in book.settings.score.tiers] or list(RETENTION)
    search = Search()
    for name in ("retention", "share_target"):
        given = getattr(book.settings.clv, name)
        for tier in given if isinstance(given, Mapping) and name in book.settings.clv.model_fields_set else ():
            if tier not in tiers:
                near = search.nearest(tier, tiers)
                help = msg("did you mean {near}?", near=near) if near else msg("known: {names}", names=tiers)
                yield fault("KAM815", ("clv", name, tier), msg("there is no such tier"), help, tier)


def resources(book: Book, day: date) -> Iterator[Finding]:
    """KAM816: parts of time, people or money that are not ten together."""
    for index, entry in enumerate(book.settings.portfolio.resources):
        for name, split in entry.value:
            if split is not None and not split.whole:
                message = msg("{name} adds up to {whole}, not to {ten}", name=name, whole=split.total, ten=TEN)
                help = msg("give attack, defend and maintain ten parts, with at most two decimals")
                yield fault("KAM816", ("portfolio", "resources", index, "value", name), message, help)


def time_zone(book: Book, day: date) -> Iterator[Finding]:
    """KAM807: a time zone that does not exist."""
    from zoneinfo import ZoneInfo, available_timezones

    name = book.settings.time_zone
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        near = MEANT_ZONES.get(name.casefold()) or nearest(name, available_timezones())
        help = msg("did you mean {near}?", near=near) if near else msg("a name such as Asia/Shanghai, or UTC")
        yield fault("KAM807", ("time_zone",), msg("there is no such time zone"), help, name)


def seasonality(book: Book, day: date) -> Iterator[Finding]:
    """KAM806: weights of a year that are neither those of 12 months nor of 4 quarters, or all zero."""
    for year, targets in book.targets.items():
        given = targets.seasonality
        if not given:
            continue
        message: Message | None = None
        if len(given) not in (4, 12):
            message = msg("{count} weights; a year has 12 months or 4 quarters", count=len(given))
        elif not any(given):
            message = msg("all weights are zero")
        if message:
            help = msg("leave it out for equal quarters")
            yield Finding("KAM806", file_of("targets", year), ("seasonality",), message, help)
