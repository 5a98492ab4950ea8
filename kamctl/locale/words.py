"""Words for slugs, by context: all that records and methods know, and their English display.

A slug is shown as it is, with `_` and `-` as a space, unless ENGLISH says otherwise. The words stand here as
literal calls, so that the catalogue tool finds them.
"""

from kamctl.errors import word

WORDS = (
    word("tier", "strategic"), word("tier", "key"), word("tier", "potential"), word("tier", "standard"),
    word("stage", "nurture"), word("stage", "design"), word("stage", "compare"), word("stage", "commit"),
    word("stage", "won"), word("stage", "lost"), word("stage", "dropped"), word("stage", "cancelled"),
    word("buying_step", "need"), word("buying_step", "research"), word("buying_step", "project"),
    word("buying_step", "criteria"), word("buying_step", "evaluation"), word("buying_step", "preferred"),
    word("buying_step", "negotiation"), word("buying_step", "contract"),
    word("reason", "new"), word("reason", "advanced"), word("reason", "fell_back"), word("reason", "probability"),
    word("reason", "amount_up"), word("reason", "amount_down"), word("reason", "currency"),
    word("reason", "moved_in"), word("reason", "moved_out"), word("reason", "won"), word("reason", "lost"),
    word("reason", "dropped"), word("reason", "cancelled"), word("reason", "expired"),
    word("reason", "off_funnel"), word("reason", "off_funnel_expected"),
    word("severity", "notice"), word("severity", "warn"), word("severity", "critical"),
    word("severity", "error"), word("severity", "warning"),
    word("channel", "direct"), word("channel", "distributor"), word("channel", "oem"),
    word("method", "tender"), word("method", "frame"), word("method", "spot"),
    word("status", "draft"), word("status", "sent"), word("status", "accepted"), word("status", "rejected"),
    word("status", "expired"), word("status", "superseded"), word("status", "active"), word("status", "left"),
    word("discount", "volume"), word("discount", "frame"), word("discount", "promotion"),
    word("discount", "project"), word("discount", "other"),
    word("term", "freight"), word("term", "duty"), word("term", "insurance"), word("term", "installation"),
    word("term", "training"), word("term", "warranty"), word("term", "payment"),
    word("layer", "decision"), word("layer", "management"), word("layer", "execution"),
    word("role", "decision_maker"), word("role", "user"), word("role", "technical"), word("role", "financial"),
    word("role", "purchaser"), word("role", "coach"),
    word("stance", "for"), word("stance", "neutral"), word("stance", "against"),
    word("kind", "account"), word("kind", "group"), word("kind", "visit"), word("kind", "call"),
    word("kind", "meeting"), word("kind", "event"), word("kind", "review"), word("kind", "frame"),
    word("kind", "service"), word("kind", "satisfaction"), word("kind", "kano"), word("kind", "supplier_rating"),
    word("lifecycle", "planned"), word("lifecycle", "active"), word("lifecycle", "phase_out"),
    word("lifecycle", "discontinued"),
    word("position", "incumbent"), word("position", "preferred"), word("position", "bidder"),
    word("value_type", "intrinsic"), word("value_type", "extrinsic"), word("value_type", "strategic"),
    word("kam_stage", "pre"), word("kam_stage", "early"), word("kam_stage", "mid"),
    word("kam_stage", "partnership"), word("kam_stage", "synergistic"),
    word("basis", "stated"), word("basis", "installed"), word("basis", "estimated"),
    word("supplier", "own"), word("where", "customer"), word("where", "outside"), word("where", "us"),
    word("group", "contribution"), word("group", "loyalty"), word("group", "growth"), word("group", "risk"),
    word("group", "strategic"),
    word("normalise", "rank"), word("normalise", "range"), word("normalise", "scale"),
    word("record", "settings"), word("record", "products"), word("record", "team"), word("record", "competitor"),
    word("record", "targets"), word("record", "rates"), word("record", "orders"), word("record", "invoices"),
    word("record", "receivables"), word("record", "account"), word("record", "private"), word("record", "contact"),
    word("record", "install"), word("record", "opportunity"), word("record", "quote"), word("record", "contract"),
    word("record", "activities"), word("record", "survey"), word("record", "plan"),
)  # fmt: skip

ENGLISH = {
    ("channel", "oem"): "OEM",
    ("reason", "expired"): "open at quarter's end",
    ("reason", "off_funnel"): "off-funnel",
    ("reason", "off_funnel_expected"): "off-funnel expected",
    ("kind", "kano"): "Kano",
    ("kam_stage", "pre"): "pre-KAM",
    ("kam_stage", "early"): "early KAM",
    ("kam_stage", "mid"): "mid-KAM",
    ("kam_stage", "partnership"): "partnership KAM",
    ("kam_stage", "synergistic"): "synergistic KAM",
    ("indicator", "revenue"): "revenue, 12 months",
    ("indicator", "gross_profit"): "gross profit, 12 months",
    ("indicator", "active_quarters"): "active quarters of 8",
    ("indicator", "tenure"): "years as a customer",
    ("indicator", "recommend"): "would recommend",
    ("indicator", "pipeline"): "weighted pipeline",
    ("indicator", "competitor_share"): "competitors' share of units",
    ("indicator", "competitor_key_account"): "a competitor's key account",
    ("indicator", "credit"): "credit grade",
    ("indicator", "reference"): "worth as a reference",
}

PROPER = frozenset(("field", "account", "product", "person", "site", "incoterm", "currency"))
"""Contexts whose slugs are names: where the book gives no other, they are shown as written."""


def english(context: str, slug: str) -> str:
    """Return the English display of a slug."""
    if context == "country":
        from kamctl.locale.countries import COUNTRIES

        return COUNTRIES.get(slug, slug)
    if context in PROPER:
        return slug
    return ENGLISH.get((context, slug)) or slug.replace("_", " ").replace("-", " ")
