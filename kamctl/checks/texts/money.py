"""KAM5xx: figures that don't agree with each other."""

from kamctl.checks.texts.rule_text import Family, RuleText
from kamctl.errors import msg

MONEY = Family(
    msg("Money and ledgers"),
    msg("Do the figures agree with each other?"),
    (
        RuleText(
            "KAM501", "warning",
            msg("a line of an order or invoice that stands twice"),
            msg("No two lines of the ledger of orders, or of invoices, are alike in number, account, site, day, "
                "product, options, quantity and amount."),
            msg("It is counted twice. An export that was added two times is the usual cause."),
            "2026-11-02,4500-1,nordlicht,cw-c35,1,198000,CNY\n2026-11-02,4500-1,nordlicht,cw-c35,1,198000,CNY\n",
            "2026-11-02,4500-1,nordlicht,cw-c35,1,198000,CNY\n",
            msg("Delete one. If both are meant, write one line with the whole quantity and amount."),
        ),
        RuleText(
            "KAM502", "error",
            msg("an order line of two accounts"),
            msg("A line that is alike in number, day, product, options, quantity and amount stands under one account. "
                "The number alone may recur: it is the customer's."),
            msg("The order was moved to the account it belongs to and not taken off the other; it is counted twice."),
            "2026-11-02,4500-1,nordlicht,cw-c35,1,198000,CNY\n2026-11-02,4500-1,nordlicht-bremen,cw-c35,1,198000,CNY\n",
            "2026-11-02,4500-1,nordlicht-bremen,cw-c35,1,198000,CNY\n",
            msg("Delete the one under the wrong account."),
        ),
        RuleText(
            "KAM503", "warning",
            msg("a won deal and its orders differ"),
            msg("The orders that name a won deal add up to the amount it was won at. Compared are deals that have "
                "orders, all in the deal's currency."),
            msg("The funnel counts the win, the score the orders: two truths of one deal."),
            "- {on: 2026-09-23, stage: won, amount: 380000 CNY}   # its orders come to 308000 CNY\n",
            "- {on: 2026-09-23, stage: won, amount: 308000 CNY}\n",
            msg("Correct the amount by a second entry `stage: won` with the right one, or look for an order that lacks "
                "its deal."),
        ),
        RuleText(
            "KAM504", "error",
            msg("discounts that don't lead to net"),
            msg("List price and discounts, one after the other, come to the net price that is given, to the smallest "
                "unit of the currency; all in one currency. A line without discounts may give net alone."),
            msg("The waterfall of the price audit leads from list to the pocket price; a step would be missing."),
            "{list: 100000 CNY, discounts: [{percent: 10}], net: 85000 CNY}\n",
            "{list: 100000 CNY, discounts: [{percent: 10}, {kind: project, percent: 5}], net: 85500 CNY}\n",
            msg("Correct net to the figure that is shown, or the discounts. One that is taken off the list price says "
                "`of: list`."),
        ),
        RuleText(
            "KAM505", "warning",
            msg("a list price that is not the catalogue's"),
            msg("The list price of a quote's line is that of products.yaml on the day of the quote, options included, "
                "where it is in the same currency."),
            msg("A discount hidden in the list price is seen by nobody who looks for discounts."),
            "{product: cw-c35, list: 180000 CNY}   # the catalogue says 198000 CNY\n",
            "{product: cw-c35, list: 198000 CNY, discounts: [{kind: project, percent: 9}]}\n",
            msg("Quote from the list and say what was taken off, or add the price to the catalogue."),
        ),
        RuleText(
            "KAM506", "error",
            msg("below the floor without approval"),
            msg("A quote that went out has no net price below the floor of its product's corridor in its channel, "
                "unless somebody approved it."),
            msg("The lowest price in a group becomes the price of the group. Whoever goes below the floor must be able "
                "to say who agreed, and why."),
            "status: sent\nlines:\n  - {product: cw-c35, list: 198000 CNY, net: 130000 CNY}\n",
            "status: sent\napproved: {by: gu-mingyuan, on: 2026-03-02, reason: entry to the Chengdu plant}\n",
            msg("Add approved with who, when and why. A draft may be below the floor."),
        ),
        RuleText(
            "KAM507", "error",
            msg("no exchange rate"),
            msg("For all money of the book there is a rate into its currency, on the day of the money or of the report "
                "or before: direct, inverse, or through a third currency. Told once for a file and currency."),
            msg("Without it the amount is listed, and missing from every sum."),
            "2026-01-05,4500-1,lanthong,cw-c35,1,980000,THB   # fx.csv has no THB\n",
            "date,from,to,rate\n2026-01-02,THB,CNY,0.205\n",
            msg("Add a line to fx.csv with the day, or an earlier one."),
        ),
        RuleText(
            "KAM508", "warning",
            msg("a rate that jumps"),
            msg("A rate differs by at most 20 % from the one before it of the same two currencies, whichever way round "
                "they stand; a currency is worth 1 of itself."),
            msg("Currencies seldom move so far between two entries; digits and columns do."),
            "2026-10-05,EUR,CNY,7.88\n2026-11-02,EUR,CNY,0.791\n",
            "2026-10-05,EUR,CNY,7.88\n2026-11-02,EUR,CNY,7.91\n",
            msg("Look for a wrong digit, a point, or the two currencies the wrong way round. If it is true, silence "
                "the rule for fx.csv and give the reason."),
        ),
        RuleText(
            "KAM509", "error",
            msg("two rates of one day"),
            msg("For a pair of currencies there is one rate a day."),
            msg("Which of the two is used would be chance."),
            "2026-11-02,EUR,CNY,7.91\n2026-11-02,EUR,CNY,7.93\n",
            "2026-11-02,EUR,CNY,7.91\n",
            msg("Delete one."),
        ),
        RuleText(
            "KAM510", "error",
            msg("due before its date"),
            msg("An invoice is due on its date or later."),
            msg("Days beyond terms would count from before there was anything to pay."),
            "2026-11-02,R-1,nordlicht,198000,CNY,2026-01-01   # due 2026-01-01\n",
            "2026-11-02,R-1,nordlicht,198000,CNY,2027-01-01   # due 2027-01-01\n",
            msg("Correct the day; around New Year it is often the year."),
        ),
        RuleText(
            "KAM511", "warning",
            msg("more overdue than owed"),
            msg("The overdue part of a balance is at most the balance."),
            msg("The overdue share would be above 1. Credits that were not set against invoices can cause it."),
            "2026-10-31,nordlicht,100000,120000,CNY\n",
            "2026-10-31,nordlicht,120000,100000,CNY\n",
            msg("Look whether the two columns are exchanged; take credits off the overdue part."),
        ),
        RuleText(
            "KAM512", "error",
            msg("a balance within a month"),
            msg("Balances are those of the last day of a month."),
            msg("Receivable days count whole months backwards from the balance."),
            "2026-10-30,nordlicht,100000,0,CNY\n",
            "2026-10-31,nordlicht,100000,0,CNY\n",
            msg("Write the balance of the month's end."),
        ),
        RuleText(
            "KAM513", "error",
            msg("two balances of one day"),
            msg("An account has one balance a month and currency."),
            msg("Both would be added."),
            "2026-10-31,nordlicht,100000,0,CNY\n2026-10-31,nordlicht,90000,0,CNY\n",
            "2026-10-31,nordlicht,100000,0,CNY\n",
            msg("Delete one."),
        ),
        RuleText(
            "KAM514", "warning",
            msg("money of a group"),
            msg("Orders, invoices and balances name an account, not a folder of kind `group`."),
            msg("A group does no business itself. What stands on it counts for the whole customer group, and is in no "
                "row of a report on accounts."),
            "2026-11-02,PO-1,nordlicht-group,cw-c35,1,198000,CNY\n",
            "2026-11-02,PO-1,nordlicht,cw-c35,1,198000,CNY\n",
            msg("Name the account that bought; or, if the folder does business itself, leave out its `kind`."),
        ),
    ),
)  # fmt: skip
