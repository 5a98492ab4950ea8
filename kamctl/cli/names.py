"""Names that a book gives to its slugs: stages, tiers, regions, and its accounts, products and people."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from kamctl.render.sheet import Names

if TYPE_CHECKING:
    from kamctl.records.book import Book
    from kamctl.records.settings import Settings


class Named(Protocol):
    """Anything with a name and perhaps a Chinese one."""

    @property
    def name(self) -> str: ...
    @property
    def name_zh(self) -> str | None: ...


def names_of(settings: "Settings", book: "Book | None" = None) -> Names:
    """Return (context, slug) -> (English, Chinese) for all that settings and book name; empty where they do not."""
    named: list[tuple[str, Mapping[str, Named]]] = [
        ("region", settings.regions),
        ("segment", settings.segments),
        ("family", settings.families),
        ("application", settings.applications),
        ("seller", settings.sellers),
    ]
    if book is not None:
        named += [("account", book.accounts), ("product", book.products), ("person", book.team)]
    found = {
        (context, slug): (entry.name, entry.name_zh or "") for context, group in named for slug, entry in group.items()
    }
    for stage in settings.stages:
        if stage.name or stage.name_zh:
            found["stage", stage.id] = (stage.name or "", stage.name_zh or "")
    for tier in settings.score.tiers:
        if tier.name or tier.name_zh:
            found["tier", tier.tier] = (tier.name or "", tier.name_zh or "")
    return found
