"""KAM1xx: files that can't be read, or not safely."""

from kamctl.checks.texts.rule_text import Family, RuleText
from kamctl.errors import msg

READING = Family(
    msg("Reading"),
    msg("Can the file be read, and can it be read in one way only?"),
    (
        RuleText(
            "KAM101", "error",
            msg("not valid YAML"),
            msg("A record is a file of valid YAML."),
            msg("A file that can't be taken apart says nothing; guessing what was meant would put wrong facts into a "
                "report."),
            "name: Nordlicht: Foods\n",
            'name: "Nordlicht: Foods"\n',
            msg("Most often a text with a colon is not quoted, a line is indented by one space too many, or a bracket "
                "or quote is not closed. Look at the line and at the one above it."),
        ),
        RuleText(
            "KAM102", "error",
            msg("not UTF-8"),
            msg("Files are text in UTF-8; a byte order mark at the start is allowed."),
            msg("The same bytes are other characters in GBK or Latin-1: a name would be read as garbage, or as another "
                "name."),
            "name: <the bytes of GBK>\n",
            "name: 北光食品\n",
            msg("Save the file as UTF-8 in your editor, or convert it: iconv -f GBK -t UTF-8."),
        ),
        RuleText(
            "KAM103", "error",
            msg("too large"),
            msg("A YAML file has at most 1 MiB, 20,000 values and 24 levels of nesting, a CSV file at most 256 MiB, "
                "each of its lines at most 1 MiB."),
            msg("No record of a customer is that large. A file that is would only serve to exhaust the memory of "
                "whoever reads it."),
            "notes: [[[[[[[[[[[[[[[[[[[[[[[[[too deep]]]]]]]]]]]]]]]]]]]]]]]]]\n",
            "notes: as flat as people write\n",
            msg("Split the file, as activities are split by person and year; or look for what was pasted into it."),
        ),
        RuleText(
            "KAM104", "error",
            msg("a control character"),
            msg("Files hold no control characters, as they are or escaped: only tab and line ends."),
            msg("They are not seen and act on the terminal of whoever looks at the text."),
            'name: "Nordlicht\\0"\n',
            "name: Nordlicht\n",
            msg("Delete it. It often comes with text that was pasted from another program."),
        ),
        RuleText(
            "KAM105", "error",
            msg("a merge that is not settled"),
            msg("A file holds no conflict markers of git."),
            msg("Two versions stand in the file; which one holds, only people can say."),
            "<<<<<<< HEAD\nname: Nordlicht\n=======\nname: Nordlicht Foods\n>>>>>>> their-branch\n",
            "name: Nordlicht Foods\n",
            msg("Keep one version, delete the lines with the markers, and finish the merge in git."),
        ),
        RuleText(
            "KAM106", "error",
            msg("a key that stands twice"),
            msg("A key stands once in its mapping. Spellings that Unicode holds equal count as one key."),
            msg("Most tools silently keep one of the two values, and not all keep the same."),
            "name: Nordlicht\nname: Nordlicht Foods\n",
            "name: Nordlicht Foods\n",
            msg("Delete one of the two; both places are shown."),
        ),
        RuleText(
            "KAM107", "error",
            msg("an anchor or alias"),
            msg("Anchors, aliases and merge keys of YAML are not used."),
            msg("A line would mean something that stands elsewhere, and a small file could grow without limit when "
                "read."),
            "name: &n Nordlicht\nnotes: *n\n",
            "name: Nordlicht\nnotes: Nordlicht\n",
            msg("Write the value where it is meant. A text that starts with & or * must be quoted."),
        ),
        RuleText(
            "KAM108", "error",
            msg("a tag or directive"),
            msg("Tags and directives of YAML are not used."),
            msg("Tags tell other tools to make objects of a text; in a file from somebody else that is a way in."),
            "name: !!str Nordlicht\n",
            "name: Nordlicht\n",
            msg("Delete it. A text that starts with ! must be quoted."),
        ),
        RuleText(
            "KAM109", "error",
            msg("a second document"),
            msg("A file holds one record."),
            msg("What stands below a line of three dashes would be read by some tools and not by others."),
            "name: Nordlicht\n---\nname: Iperosa\n",
            "name: Nordlicht\n",
            msg("Give the second record a file of its own, or delete the line of dashes."),
        ),
        RuleText(
            "KAM110", "error",
            msg("a key that is no text"),
            msg("Keys are plain or quoted texts on one line."),
            msg("Lists and mappings as keys are read differently by each tool, and mean nothing here."),
            "? [name]\n: Nordlicht\n",
            "name: Nordlicht\n",
            msg("Write the key as one word before its colon."),
        ),
        RuleText(
            "KAM111", "error",
            msg("no record in the file"),
            msg("A record is a mapping of keys and values; a file of activities is a list; a CSV file has a header."),
            msg("An empty file is most often one that was never finished, or emptied by mistake."),
            "# to do\n",
            "name: Nordlicht\n",
            msg("Write the record, or delete the file."),
        ),
        RuleText(
            "KAM112", "error",
            msg("not a plain file that can be read"),
            msg("A book holds plain files with names in UTF-8: no links, pipes or devices; and they can be read."),
            msg("A link may lead out of the book, to other people's data or to a device that never ends."),
            "account.yaml -> /etc/passwd\n",
            "account.yaml\n",
            msg("Replace a link by the file it leads to; give yourself the right to read."),
        ),
        RuleText(
            "KAM113", "error",
            msg("vanished while it was read"),
            msg("The files of a book stay while it is read."),
            msg("The figures would be of a moment that never was."),
            "git switch other-branch   # while kamctl reads\n",
            "kamctl check              # afterwards\n",
            msg("Run the command again when nothing else changes the book."),
        ),
        RuleText(
            "KAM114", "error",
            msg("a name that is no name of a record"),
            msg("A record's id is the name of its file: lower-case letters a–z, digits and hyphens, at most 64. Files "
                "of the year and month bear their name; each kind has its folder."),
            msg("Ids are written in other records, in commands and in paths: they must be typed the same on every "
                "keyboard and be different on every file system, also on one that ignores case."),
            "accounts/Nordlicht/account.yaml\n",
            "accounts/nordlicht/account.yaml\n",
            msg("Rename the file or folder with git mv, and the id wherever it is used."),
        ),
        RuleText(
            "KAM115", "error",
            msg("not the CSV that was expected"),
            msg("A ledger has a header with its columns, each once, and as many cells in every row. Cells with commas "
                "or quotes are quoted."),
            msg("A cell that is one column off would be read as another fact, and often as a possible one."),
            "date,from,to,rate\n2026-11-02,EUR,7.91\n",
            "date,from,to,rate\n2026-11-02,EUR,CNY,7.91\n",
            msg("Compare the row with the header. Exports with semicolons must be saved with commas."),
        ),
        RuleText(
            "KAM116", "warning",
            msg("characters that change what is seen"),
            msg("Files have no invisible characters that change the order in which a line is shown."),
            msg("The line would be read as something else than what people see when they review it."),
            "notes: paid <U+202E>ton\n",
            "notes: paid\n",
            msg("Delete it, unless the text is Arabic or Hebrew and needs it; then silence the rule for this file."),
        ),
    ),
)  # fmt: skip
