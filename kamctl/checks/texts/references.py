"""KAM3xx: names that lead nowhere, or to the wrong thing."""

from kamctl.checks.texts.rule_text import Family, RuleText
from kamctl.errors import msg

REFERENCES = Family(
    msg("References"),
    msg("Does every name lead to something, and to the right one?"),
    (
        RuleText(
            "KAM301", "error",
            msg("a name that leads nowhere"),
            msg("Whatever a record names exists: accounts, people, products and their options, sites, contacts, deals, "
                "contracts, competitors; and stages, segments, regions where the settings list them."),
            msg("Figures are put together along these names. What a wrong one leads to is missing from every sum, "
                "without a sound."),
            "owner: [{on: 2026-01-01, value: lin-yeu}]\n",
            "owner: [{on: 2026-01-01, value: lin-yue}]\n",
            msg("Take the name that is suggested, or add the record that it names."),
        ),
        RuleText(
            "KAM302", "error",
            msg("parents in a circle"),
            msg("Following parent from account to account ends at a customer group."),
            msg("Figures roll up along the parents; in a circle they would never arrive."),
            "# accounts/a/account.yaml\nparent: b\n# accounts/b/account.yaml\nparent: a\n",
            "# accounts/a/account.yaml\nparent: b\n# accounts/b/account.yaml has no parent\n",
            msg("Take the parent off the one that stands at the top."),
        ),
        RuleText(
            "KAM303", "error",
            msg("a folder without account.yaml"),
            msg("Every folder below accounts has an account.yaml."),
            msg("Its contacts, deals and quotes belong to nobody; most often the folder is misspelt."),
            "accounts/nordlcht/contacts/li-na.yaml\n",
            "accounts/nordlicht/contacts/li-na.yaml\n",
            msg("Move the files to the folder they belong to, or write the account.yaml."),
        ),
        RuleText(
            "KAM304", "error",
            msg("a record of another customer"),
            msg("A contact, deal, quote or contract that is named belongs to the same customer group. Only moved_to "
                "may leave it: people change employers."),
            msg("A short name is also looked up in other accounts, so that groups can share; a name that means "
                "somebody at another customer is a mix-up."),
            "# accounts/nordlicht/opportunities/line3.yaml\nroles:\n  - {contact: iperosa/joao-prado}\n",
            "# accounts/nordlicht/opportunities/line3.yaml\nroles:\n  - {contact: li-na}\n",
            msg("Name this customer's own record, or correct the parent of the account."),
        ),
        RuleText(
            "KAM305", "error",
            msg("a chain that goes in a circle"),
            msg("Who reports to whom, who manages whom, which quote supersedes which and which product succeeds which "
                "lead to an end."),
            msg("There would be no top of the organisation, and no quote or product that is valid now."),
            "# contacts/li-na.yaml\nreports_to: wang-jianping\n# contacts/wang-jianping.yaml\nreports_to: li-na\n",
            "# contacts/li-na.yaml\nreports_to: wang-jianping\n",
            msg("Delete the one that points the wrong way; all places are shown."),
        ),
        RuleText(
            "KAM306", "error",
            msg("two codes that differ in case only"),
            msg("Codes of products, and of the options of a product, differ in more than upper and lower case."),
            msg("People will use both for the same thing, and each would have half of its sales."),
            "CW-C35: {name: Checkweigher C35}\ncw-c35: {name: Checkweigher C35}\n",
            "cw-c35: {name: Checkweigher C35}\n",
            msg("Keep one, and write it in all orders and quotes."),
        ),
        RuleText(
            "KAM307", "error",
            msg("two sites with one id"),
            msg("Each site of an account has an id of its own."),
            msg("Machines, deals and orders name the site; nobody could tell which of the two."),
            '- {id: suzhou, name: Plant 1, country: "CN"}\n- {id: suzhou, name: Plant 2, country: "CN"}\n',
            '- {id: suzhou-1, name: Plant 1, country: "CN"}\n- {id: suzhou-2, name: Plant 2, country: "CN"}\n',
            msg("Rename one, and look which is meant where the id is used."),
        ),
    ),
)  # fmt: skip
