"""The catalogue: price corridors and quantity breaks must be in order."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from kamctl.checks.finding import Finding, Path
from kamctl.errors import msg
from kamctl.records.book import Book
from kamctl.records.product import Corridor, Product

FILE = "products.yaml"


def corridors(book: Book, day: date) -> Iterator[Finding]:
    """KAM809: a floor above the target, or a target above the ceiling."""
    for code, product in book.products.items():
        for path, corridor in corridors_of(code, product):
            given = [name for name in ("floor", "target", "ceiling") if getattr(corridor, name) is not None]
            for lower, upper in pairwise(given):
                least, most = getattr(corridor, lower), getattr(corridor, upper)
                if least > most:
                    message = msg("{lower} is above {upper}, {most}", lower=lower, upper=upper, most=most)
                    help = msg("floor, target, ceiling: each is at least the one before it")
                    yield Finding("KAM809", FILE, (*path, lower), message, help)


def corridors_of(code: str, product: Product) -> Iterator[tuple[Path, Corridor]]:
    """Yield the corridors of a product with their places: one, or one for each channel."""
    if isinstance(product.corridor, Corridor):
        yield (code, "corridor"), product.corridor
    for channel, corridor in product.corridor.items() if isinstance(product.corridor, dict) else ():
        yield (code, "corridor", channel), corridor


def breaks(book: Book, day: date) -> Iterator[Finding]:
    """KAM810: quantity breaks that don't rise in units."""
    for code, product in book.products.items():
        for index, (before, after) in enumerate(pairwise(product.breaks), 1):
            if after.units <= before.units:
                message = msg("not more units than in the break before it, {units}", units=before.units)
                help = msg("write the breaks from few units to many")
                yield Finding("KAM810", FILE, (code, "breaks", index, "units"), message, help)
