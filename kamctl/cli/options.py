"""Options that commands share. Help texts are English here and translated where help is shown."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

EVERY_REPORT = "Options of every report"


class Format(StrEnum):
    """Forms of output."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class Language(StrEnum):
    """Languages of output."""

    EN = "en"
    ZH = "zh"


BookFolder = Annotated[
    str | None,
    typer.Option(
        "--book",
        metavar="DIR",
        help="Folder of the book; else $KAMCTL_BOOK, the nearest one upwards, ./data.",
        rich_help_panel=EVERY_REPORT,
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DAY",
        help="Day of the report, 2026-11-20; later facts are left aside.",
        rich_help_panel=EVERY_REPORT,
    ),
]
At = Annotated[
    str | None,
    typer.Option(
        "--at",
        metavar="REV|DAY",
        help="Read the book as committed then: a commit, branch, tag or day.",
        rich_help_panel=EVERY_REPORT,
    ),
]
OutputFormat = Annotated[
    Format | None,
    typer.Option(
        "--format",
        metavar="table|json|csv",
        help="Form of the output; else by the ending of -o, else table.",
        rich_help_panel=EVERY_REPORT,
    ),
]
OutputFile = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="Write to a file: .json, .csv or .txt.",
        rich_help_panel=EVERY_REPORT,
    ),
]
DrawnFile = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="Write to a file: .json, .csv or .txt; as a picture: .svg.",
        rich_help_panel=EVERY_REPORT,
    ),
]
Speak = Annotated[
    Language | None,
    typer.Option(
        "--lang",
        metavar="en|zh",
        help="Language; else $KAMCTL_LANG, else that of the system.",
        rich_help_panel=EVERY_REPORT,
    ),
]
KeepGoing = Annotated[
    bool,
    typer.Option(
        "--keep-going",
        help="Report on the rest where records are broken; still exits with 3.",
        rich_help_panel=EVERY_REPORT,
    ),
]
