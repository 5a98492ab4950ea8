"""Why a text is no YAML, in the user's words: what libyaml stumbled over, and what the lines there look like.

libyaml says what it expected, not what went wrong: often the cause stands before the place where it stopped.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from kamctl.errors import Message, msg
from kamctl.store.plain_text import Lines

Spot = tuple[int, int]
"""Line and column, from 1."""
MOST_SHOWN = 80
LONGEST = 2000
QUOTE = msg("write it in double quotes")
INDENT = msg("check the indentation of this line and of the lines above")
FULL_COLON = re.compile(r"[ ]*(?:- +)?[^\s:：#\"'\[\]{}]+(：)")
FULL_START = re.compile(r"[^:#\"']*: +([｛［“‘])")
KEY_OR_END = re.compile(r":(\s|$)|^\.\.\.")
PLAIN = {"，": ",", "｛": "{", "｝": "}", "［": "[", "］": "]", "“": '"', "”": '"', "‘": "'", "’": "'", "：": ": "}
CLOSING = {"[": "]", "{": "}"}


class Stumble(NamedTuple):
    """What libyaml says, where it stopped, and where the thing began that it was reading then."""

    reason: str
    lines: Lines
    found: Spot
    began: Spot | None

    @property
    def line(self) -> str:
        """Return the line in which it stopped."""
        return self.lines[self.found[0]]

    @property
    def before(self) -> str:
        """Return what stands before the place in its line."""
        return self.line[: self.found[1] - 1]

    @property
    def above(self) -> int:
        """Return the number of the line above that says something; 0 if there is none."""
        numbers = range(self.found[0] - 1, 0, -1)
        return next((number for number in numbers if self.lines[number].strip() and not comment(self, number)), 0)

    def at(self, spot: Spot) -> str:
        """Return the character at a place, empty behind the end of a line."""
        return self.lines[spot[0]][spot[1] - 1 : spot[1]]


class Cause(NamedTuple):
    """Why a text is no YAML, where that is, and what to do."""

    reason: Message
    help: Message | None
    spot: Spot


def comment(stumble: Stumble, number: int) -> bool:
    """Return whether a line is a comment."""
    return stumble.lines[number].lstrip().startswith("#")


def cause_of(stumble: Stumble) -> Cause:
    """Return the likeliest cause; what libyaml says where none is known."""
    causes = (guess(stumble) for guess in GUESSES)
    known = next((cause for cause in causes if cause), None)
    return known or Cause(Message("{reason}", {"reason": stumble.reason}), None, stumble.found)


def tab(stumble: Stumble) -> Cause | None:
    """A tab where spaces are needed."""
    if "tab character" in stumble.reason or ("cannot start any token" in stumble.reason and "\t" in stumble.line):
        return Cause(
            msg("a tab stands where spaces are needed"), msg("indent with spaces, not with tabs"), stumble.found
        )
    return None


def full_width_colon(stumble: Stumble) -> Cause | None:
    """A full-width colon behind a key, in the line where it stopped or in the one above."""
    if not says(stumble, "mapping values", "expected ':'", "expected key", "document start"):
        return None
    for number in (stumble.found[0], stumble.above):
        found = FULL_COLON.match(stumble.lines[number])
        if found:
            return full_width("：", (number, found.start(1) + 1))
    return None


def full_width_sign(stumble: Stumble) -> Cause | None:
    """A full-width bracket, comma or quote in braces or brackets, or where they should begin."""
    if says(stumble, "mapping values"):
        found = FULL_START.match(stumble.line)
        return full_width(found[1], (stumble.found[0], found.start(1) + 1)) if found else None
    if not says(stumble, "expected ',' or") or stumble.began is None:
        return None
    for number in range(stumble.began[0], stumble.found[0] + 1):
        start = stumble.began[1] if number == stumble.began[0] else 0
        bare = unquoted(stumble.lines[number])
        signs = (index for index in range(start, len(bare)) if bare[index] in PLAIN)
        index = next(signs, None)
        if index is not None:
            return full_width(bare[index], (number, index + 1))
    return None


def full_width(character: str, spot: Spot) -> Cause:
    """Return the cause that a full-width character is."""
    plain = PLAIN[character]
    reason = msg("a full-width {character} stands where {plain} is needed", character=character, plain=f"`{plain}`")
    return Cause(reason, None, spot)


def unquoted(line: str) -> str:
    """Return a line with all that stands in quotes blanked out; a very long one as it is."""
    return (
        line
        if len(line) > LONGEST
        else re.sub(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'", lambda found: " " * len(found[0]), line)
    )


def first_character(stumble: Stumble) -> Cause | None:
    """A text that begins with a character that means something else there."""
    spot = stumble.began if says(stumble, *AT_BEGINNING) else stumble.found if says(stumble, *AT_PLACE) else None
    if spot is None or not stumble.at(spot):
        return None
    character = stumble.at(spot)
    reason = msg("a text that begins with {character} must be quoted", character=character)
    return Cause(reason, quoted(stumble.lines[spot[0]], spot[1] - 1), spot)


AT_BEGINNING = ("alphabetic or numeric", "whitespace or line break", "undefined tag", "tag URI", "the expected '>'",
                "comment or line break")  # fmt: skip
AT_PLACE = ("cannot start any token", "block sequence entries", "mapping keys are not", "node content")


def quoted(line: str, start: int) -> Message:
    """Return how to write the text that begins at `start` of a line; in brackets it ends before a comma."""
    text = line[start:].partition(" #")[0].rstrip()
    around = unquoted(line[:start])
    if sum(map(around.count, "[{")) > sum(map(around.count, "]}")):
        text = re.split(r"[,\]}]", text, maxsplit=1)[0].rstrip()
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return msg("write {quoted}", quoted=f'"{text}"') if 0 < len(text) <= MOST_SHOWN else QUOTE


def escape(stumble: Stumble) -> Cause | None:
    """A backslash in double quotes that begins no escape, or one that is cut off."""
    if not says(stumble, "escape", "hexdecimal"):
        return None
    reason = msg("no escape begins so: {escape}", escape=stumble.line[stumble.found[1] - 1 : stumble.found[1] + 1])
    if not says(stumble, "unknown escape"):
        reason = msg("the number of an escape is wrong")
    return Cause(reason, msg("a backslash in double quotes must be written twice"), stumble.found)


def not_closed(stumble: Stumble) -> Cause | None:
    """A quote or bracket that is not closed: it is told where it opens."""
    if stumble.began is None:
        return None
    if says(stumble, "end of stream", "document indicator"):
        return open_quote(stumble.began)
    if not says(stumble, "expected ',' or"):
        return None
    if stumble.at(stumble.found) == ":" and stumble.began[0] == stumble.found[0]:
        return colon_in_text(stumble)
    if closes(stumble, stumble.began):
        reason = msg("a comma is missing before this, or another kind of bracket closes here")
        return Cause(reason, msg("separate with commas, and close each bracket with its like"), stumble.found)
    closing = CLOSING.get(stumble.at(stumble.began), "")
    return Cause(msg("this bracket is not closed"), msg("close it with {closing}", closing=closing), stumble.began)


def open_quote(spot: Spot) -> Cause:
    """Return the cause that a quote which is not closed is, where it opens."""
    return Cause(msg("this quote is not closed"), msg("close it, or write the text without quotes"), spot)


def closes(stumble: Stumble, began: Spot) -> bool:
    """Return whether as many brackets close as open, of whatever kind, from a place on."""
    depth = 0
    for number in range(began[0], len(stumble.lines.all()) + 1):
        bare = unquoted(stumble.lines[number])
        for character in bare[began[1] - 1 :] if number == began[0] else bare:
            depth += (character in "[{") - (character in "]}")
            if not depth:
                return True
    return False


def colon_in_text(stumble: Stumble) -> Cause:
    """Return the cause that a colon and a space inside a text are."""
    reason = msg("a colon and a space stand inside a text")
    return Cause(reason, msg("a text that holds a colon and a space must be quoted"), stumble.found)


def second_colon(stumble: Stumble) -> Cause | None:
    """A second colon in the line."""
    if says(stumble, "mapping values") and re.search(r":\s", unquoted(stumble.before)):
        return colon_in_text(stumble)
    return None


def no_colon(stumble: Stumble) -> Cause | None:
    """A line without a colon, among lines with keys."""
    number = stumble.began[0] if stumble.began and says(stumble, "expected ':'") else 0
    if says(stumble, "mapping values", "document start") and not KEY_OR_END.search(stumble.lines[stumble.above]):
        number = stumble.above
    if not number:
        return None
    start = indent(stumble.lines[number])
    help = msg("write `key: value`; a line that goes on with the text above is indented more than its key")
    return Cause(msg("a colon is missing"), help, (number, start + 1))


def after_the_end(stumble: Stumble) -> Cause | None:
    """Text after a closing quote or bracket."""
    last = stumble.before.rstrip()[-1:]
    if not says(stumble, "expected key", "'-' indicator"):
        return None
    if last and last in "\"'":
        opened = opened_above(stumble, last)
        return (
            open_quote(opened)
            if opened
            else Cause(msg("text stands after a closing quote"), msg("quote the whole text"), stumble.found)
        )
    if last and last in "]}":
        help = msg("quote the whole text, or delete a bracket that is one too many")
        return Cause(msg("text stands after a closing bracket"), help, stumble.found)
    return None


def opened_above(stumble: Stumble, quote: str) -> Spot | None:
    """Return where a quote opens that closes only where another was meant to open: in an earlier line."""
    if stumble.before.count(quote) % 2 == 0:
        return None
    for number in range(stumble.found[0] - 1, 0, -1):
        line = stumble.lines[number]
        if line.count(quote) % 2:
            return number, line.rindex(quote) + 1
    return None


def indented(stumble: Stumble) -> Cause | None:
    """A line that is indented otherwise than the one above."""
    if not says(stumble, "mapping values", "expected key", "'-' indicator") or not stumble.above:
        return None
    line, above = stumble.line, stumble.lines[stumble.above]
    here, there = indent(line), indent(above)
    spot = (stumble.found[0], here + 1)
    if here == there:
        return Cause(msg("a list item stands among keys, or a key among list items"), INDENT, spot)
    there += 2 if above.lstrip().startswith("- ") and not line.lstrip().startswith("-") else 0
    reason = msg("this line is indented by {here}, the one above by {there}", here=here, there=there)
    return Cause(reason, INDENT, spot)


def indent(line: str) -> int:
    """Return by how many spaces a line is indented."""
    return len(line) - len(line.lstrip(" "))


def documents(stumble: Stumble) -> Cause | None:
    """Text behind the end of the document, or a version of YAML that nobody has."""
    if says(stumble, "document start"):
        return Cause(msg("text stands after the end of the document"), msg("delete the line `...`"), stumble.found)
    if says(stumble, "incompatible YAML"):
        return Cause(msg("directives (lines with %) are not used in a book"), None, stumble.found)
    return None


def says(stumble: Stumble, *parts: str) -> bool:
    """Return whether any of the parts occurs in what libyaml says."""
    return any(part in stumble.reason for part in parts)


GUESSES: tuple[Callable[[Stumble], Cause | None], ...] = (
    tab, full_width_colon, full_width_sign, first_character, escape, not_closed, second_colon, no_colon, after_the_end,
    indented, documents,
)  # fmt: skip
"""In this order: the surer ones first."""
