"""KAM4xx: histories of deals that can't have been."""

from kamctl.checks.texts.rule_text import Family, RuleText
from kamctl.errors import msg

HISTORIES = Family(
    msg("Histories"),
    msg("Can the deal have gone this way?"),
    (
        RuleText(
            "KAM401", "warning",
            msg("entries out of order"),
            msg("The entries of a history stand in the order of their days."),
            msg("They are sorted when read, so no figure is wrong; but people take the last entry for the state, and a "
                "wrong month shows here first."),
            "- {on: 2026-09-14, stage: design}\n- {on: 2026-08-03, amount: 900000 CNY}\n",
            "- {on: 2026-08-03, amount: 900000 CNY}\n- {on: 2026-09-14, stage: design}\n",
            msg("Move the entry to its place, or correct its day."),
        ),
        RuleText(
            "KAM402", "error",
            msg("an entry after the end"),
            msg("After lost, dropped or cancelled a history has no further entry, but for notes. After won it may be "
                "cancelled, or be won again with the right amount."),
            msg("A deal that comes back is a new deal: its chances, its length and its bridge in the weekly funnel are "
                "its own. Reopened, it would change what past weeks reported."),
            "- {on: 2026-09-14, stage: lost}\n- {on: 2026-10-26, stage: compare}\n",
            "- {on: 2026-09-14, stage: lost}\n",
            msg("Start a new opportunity, and mention the old one in its notes."),
        ),
        RuleText(
            "KAM403", "error",
            msg("a close date before its entry"),
            msg("The close date that an entry gives is the day of the entry or a later one."),
            msg("It is what was expected from that day on; nobody expects the past. Most often the year is wrong."),
            "- {on: 2026-01-12, close: 2025-03-31}\n",
            "- {on: 2026-01-12, close: 2026-03-31}\n",
            msg("Correct the day of the entry, or the close date."),
        ),
        RuleText(
            "KAM404", "error",
            msg("a stage that needs an amount"),
            msg("A deal has an amount when it reaches the first stage whose setting amount_needed is true, and ever "
                "after."),
            msg("A forecast without it counts the deal as nothing, and shows it nowhere."),
            "- {on: 2026-08-03, stage: compare}\n",
            "- {on: 2026-08-03, stage: compare, amount: 900000 CNY}\n",
            msg("Add the amount, be it a rough one, or go back a stage."),
        ),
        RuleText(
            "KAM405", "warning",
            msg("a stage without its evidence"),
            msg("Where the settings say what must have been seen to enter a stage, an open deal in it has an entry "
                "with evidence from the day it entered."),
            msg("Stages carry probabilities; without evidence they carry hopes."),
            "- {on: 2026-10-26, stage: compare}\n",
            "- {on: 2026-10-26, stage: compare, evidence: RFQ received}\n",
            msg("Write what was seen, or go back to the stage for which there is evidence."),
        ),
        RuleText(
            "KAM406", "error",
            msg("another currency than before"),
            msg("All amounts of a deal are in one currency."),
            msg("The weekly bridge tells larger and smaller deals from the movement of rates; a deal that changes its "
                "currency would be neither."),
            "- {on: 2026-08-03, amount: 900000 CNY}\n- {on: 2026-09-14, amount: 120000 EUR}\n",
            "- {on: 2026-08-03, amount: 900000 CNY}\n- {on: 2026-09-14, amount: 950000 CNY}\n",
            msg("Write all amounts in the currency of the order that is expected."),
        ),
        RuleText(
            "KAM407", "warning",
            msg("the customer's step does not fit our stage"),
            msg("The step of buying that a deal is at is one of the steps that the settings list for its stage."),
            msg("We negotiate, and the customer still studies needs: then it is our stage that is wrong, and with it "
                "the forecast."),
            "- {on: 2026-08-03, stage: commit, buying_step: need}\n",
            "- {on: 2026-08-03, stage: nurture, buying_step: need}\n",
            msg("Ask where the customer is; correct the step or the stage."),
        ),
        RuleText(
            "KAM408", "error",
            msg("an end before its beginning"),
            msg("The last day of a quote's validity, of a contract, or of somebody's time with us is not before the "
                "first."),
            msg("On no day at all would it hold, and whatever asks for a day would pass over it."),
            "date: 2026-11-02\nvalid_until: 2026-01-31\n",
            "date: 2026-11-02\nvalid_until: 2027-01-31\n",
            msg("Correct the day that is wrong; most often it is the year."),
        ),
    ),
)  # fmt: skip
