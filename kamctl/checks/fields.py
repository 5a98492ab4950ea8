"""Fields whose form alone shows that nobody could use them: e-mail addresses and telephone numbers."""

import re
from collections.abc import Iterator
from datetime import date

from kamctl.checks.finding import Finding, Path, file_of
from kamctl.errors import msg
from kamctl.records.book import Book

EMAIL = re.compile(r"[^@\s,;:<>()\[\]\"]+@([^@\s.,;:<>()\[\]\"]+\.)+[^@\s.,;:<>()\[\]\"]+")
PHONE = re.compile(r"\+[1-9][0-9 ()./-]{4,24}[0-9]( ?(ext\.?|x|#) ?[0-9]{1,6})?", re.ASCII)


def addresses(book: Book, day: date) -> Iterator[Finding]:
    """KAM214, KAM215: an e-mail address or telephone number of a person that is none."""
    for full_id, contact in book.contacts.items():
        if contact.email is not None and not EMAIL.fullmatch(contact.email):
            yield no_address(file_of("contact", full_id), ("email",))
        if contact.phone is not None and not PHONE.fullmatch(contact.phone):
            help = msg('with the country code, in quotes, such as "+86 512 5550 0199"')
            yield Finding("KAM215", file_of("contact", full_id), ("phone",), msg("is not a telephone number"), help)
    for name, person in book.team.items():
        if person.email is not None and not EMAIL.fullmatch(person.email):
            yield no_address("team.yaml", (name, "email"))


def no_address(file: str, path: Path) -> Finding:
    return Finding("KAM214", file, path, msg("is not an e-mail address"), msg("one address, name@company"))
