"""The levels of the score, without what costs time to import."""

from enum import StrEnum


class Level(StrEnum):
    """What a row is about."""

    ACCOUNT = "account"
    GROUP = "group"
    SITE = "site"
