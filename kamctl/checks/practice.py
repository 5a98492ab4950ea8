"""Good practice: what a book that is cared for has. Nothing is wrong without it, so all of these are warnings."""

from collections.abc import Iterator
from datetime import date, timedelta

from kamctl.checks.dated_values import Value, values_of
from kamctl.checks.finding import Finding, Path, file_of
from kamctl.errors import Message, msg, word
from kamctl.records.account import Account
from kamctl.records.book import Book, account_of, ancestors
from kamctl.records.dated import value_on
from kamctl.records.opportunity import Opportunity, State, state_on

KEY_STAGES: frozenset[str | None] = frozenset(("mid", "partnership", "synergistic"))
Deals = dict[str, tuple[Opportunity, State]]


def warning(code: str, file: str, path: Path, message: Message, help: Message, value: str | None = None) -> Finding:
    """Return a warning at a value or, without one, at the key."""
    return Finding(code, file, path, message, help, "warning", value or str(path[-1]))


def before(day: date, days: int) -> date:
    """Return the day so many days earlier; the first of all days where the calendar does not go so far."""
    return day - timedelta(min(days, (day - date.min).days))


def open_deals(book: Book, day: date) -> Deals:
    """Return the deals that are open on a day, with their state."""
    found: Deals = {}
    for full_id, deal in book.opportunities.items():
        state = state_on(deal.history, day)
        if state and state.open:
            found[full_id] = deal, state
    return found


def is_key(account: Account, day: date) -> bool:
    """Return whether we treat an account as a key account: class of care A, or the relationship mid-KAM or beyond.

    The tier would say it too, but it follows from figures that a check does not compute.
    """
    return account.care_class == "A" or value_on(account.kam_stage, day) in KEY_STAGES


def practice(book: Book, day: date) -> Iterator[Finding]:
    """KAM601 to KAM606: what is missing, late or old."""
    deals = open_deals(book, day)
    yield from no_plan(book, day)
    yield from silent(book, day, deals)
    yield from stale(book, day, deals)
    for full_id, (deal, state) in deals.items():
        file = file_of("opportunity", full_id)
        yield from no_next_step(deal, day, file)
        yield from overdue(deal, state, day, file)
    yield from nobody_decides(book, day, deals)


def no_plan(book: Book, day: date) -> Iterator[Finding]:
    """KAM601: a key account without an account plan, of its own or of an account above it."""
    for name, account in book.accounts.items():
        if account.kind == "account" and is_key(account, day) and not planned(book, name):
            field = "care_class" if account.care_class == "A" else "kam_stage"
            help = msg("write {file}: objectives, strategy, actions", file=file_of("plan", name))
            message = msg("a key account without an account plan")
            yield warning("KAM601", file_of("account", name), (field,), message, help)


def planned(book: Book, account: str) -> bool:
    """Return whether a plan covers an account; a broken one does."""
    return any(one in book.plans or ("plan", one) in book.broken for one in ancestors(book.accounts, account))


def silent(book: Book, day: date, deals: Deals) -> Iterator[Finding]:
    """KAM602: no activity in the days that the settings allow.

    An account without any activity counts if it is a key account or has an open deal, and if the book keeps
    activities at all: what nobody writes down is unknown, not missing.
    """
    if not book.activities:
        return
    last = last_activities(book, day)
    hidden = {account_of(full_id) for kind, full_id in book.broken if kind == "activities"}
    busy = {account_of(full_id) for full_id in deals}
    limit = before(day, book.settings.practice.silent_days)
    help = msg("call or visit, and write it down; `practice.silent_days` in the settings is the limit")
    for name, account in book.accounts.items():
        on = last.get(name)
        if account.kind == "group" or name in hidden or (on and on >= limit):
            continue
        if on:
            message = msg("no activity for {days} days, since {day}", days=(day - on).days, day=on)
            yield warning("KAM602", file_of("account", name), ("name",), message, help)
        elif name in busy or is_key(account, day):
            yield warning("KAM602", file_of("account", name), ("name",), msg("no activity is known"), help)


def last_activities(book: Book, day: date) -> dict[str, date]:
    """Return the day of the last activity up to a day, by account."""
    last: dict[str, date] = {}
    for full_id, activities in book.activities.items():
        account = account_of(full_id)
        for activity in activities.root:
            if last.get(account, date.min) < activity.on <= day:
                last[account] = activity.on
    return last


def no_next_step(deal: Opportunity, day: date, file: str) -> Iterator[Finding]:
    """KAM603: an open deal without a next step, or whose next step is past."""
    step = deal.next_step
    if step is None:
        help = msg("add `next_step`: what, by whom, until when")
        yield warning("KAM603", file, ("name",), msg("an open deal without a next step"), help)
    elif step.due is not None and step.due < day:
        message = msg("the next step was due {days} days ago", days=(day - step.due).days)
        help = msg("write what came of it, and the step after it")
        yield warning("KAM603", file, ("next_step", "due"), message, help, str(step.due))


def overdue(deal: Opportunity, state: State, day: date, file: str) -> Iterator[Finding]:
    """KAM604: an open deal whose close date is past."""
    if state.close is None or state.close >= day:
        return
    said = [(change.on, index) for index, change in enumerate(deal.history) if change.close and change.on <= day]
    path: Path = ("history", max(said)[1], "close")
    message = msg("the order was expected {days} days ago", days=(day - state.close).days)
    help = msg("enter the outcome, or the day that is expected now")
    yield warning("KAM604", file, path, message, help, str(state.close))


def stale(book: Book, day: date, deals: Deals) -> Iterator[Finding]:
    """KAM605: judgements older than the settings allow: of accounts, and of the people in open deals."""
    limit = before(day, book.settings.practice.stale_days)
    for name, account in book.accounts.items():
        yield from old_ones("account", name, values_of("account", account), limit)
    people = {
        part.contact if "/" in part.contact else f"{account_of(full_id)}/{part.contact}": None
        for full_id, (deal, _) in deals.items()
        for part in deal.roles
    }
    for name in people:
        contact = book.contacts.get(name)
        if contact and contact.status == "active":
            yield from old_ones("contact", name, values_of("contact", contact), limit)


def old_ones(kind: str, full_id: str, values: Iterator[Value], limit: date) -> Iterator[Finding]:
    """Yield one finding for the old judgements of a record, at the oldest.

    Those of an account age each by itself, as the score counts them. A person was looked at when anything was judged.
    """
    known = [(on, value.path) for value in values if value.rated and (on := value.entries[-1].on)]
    old = [(on, path) for on, path in known if on < limit]
    if not old or (kind == "contact" and len(old) < len(known)):
        return
    first, path = min(old, key=lambda one: one[0])
    last = max(on for on, _ in old) if kind == "contact" else first
    message = msg("not looked at since {day}: {keys}", day=last, keys=[str(path[-1]) for _, path in old])
    help = msg("judge anew: add an entry with its day, also if the value is the same")
    yield warning("KAM605", file_of(kind, full_id), path, message, help)


def nobody_decides(book: Book, day: date, deals: Deals) -> Iterator[Finding]:
    """KAM606: from the first stage that needs an amount on, an open deal for which no decision maker is known.

    Known is a role in the deal, or a contact with that role who works at the deal's site, or at no site in particular.
    """
    ids = [stage.id for stage in book.settings.stages]
    first = next((index for index, stage in enumerate(book.settings.stages) if stage.amount_needed), 1)
    deciding = deciders(book, day)
    hidden = {account_of(full_id) for kind, full_id in book.broken if kind == "contact"}
    for full_id, (deal, state) in deals.items():
        account = account_of(full_id)
        if state.stage not in ids[first:] or account in hidden or any(p.role == "decision_maker" for p in deal.roles):
            continue
        if any(not sites or deal.site is None or deal.site in sites for sites in deciding.get(account, ())):
            continue
        message = msg("{stage}, and nobody is known who decides", stage=word("stage", str(state.stage)))
        help = msg("find out who decides; add the contact, and `role: decision_maker` to `roles`")
        yield warning("KAM606", file_of("opportunity", full_id), ("roles",) if deal.roles else ("name",), message, help)


def deciders(book: Book, day: date) -> dict[str, list[tuple[str, ...]]]:
    """Return the sites of each active contact who decides, by account."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for full_id, contact in book.contacts.items():
        if contact.status == "active" and contact.role and value_on(contact.role, day) == "decision_maker":
            found.setdefault(account_of(full_id), []).append(contact.sites)
    return found
