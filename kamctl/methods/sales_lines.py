"""Lines of sales as arrays: what sums over them are made of."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from kamctl.methods.by_account import ByAccount, Days, Flags, Floats, Places, by_account, over


@dataclass(frozen=True)
class SalesLines:
    """Lines: day, whose they are, family (place among `families`, −1 unknown), amount and cost (NaN unknown)."""

    day: Days
    by: ByAccount
    family: Places
    families: pd.Index
    amount: Floats
    cost: Floats

    def where(self, lines: Flags) -> "SalesLines":
        """Return the lines that are true."""
        parts = (self.family[lines], self.families, self.amount[lines], self.cost[lines])
        return SalesLines(self.day[lines], self.by.where(lines), *parts)

    @cached_property
    def total(self) -> Floats:
        """The sum of the amounts by account, NaN where none is known."""
        return self.by.total(self.amount)

    @cached_property
    def costed(self) -> Flags:
        """Which lines have a known cost."""
        return ~np.isnan(self.cost)

    @cached_property
    def profit(self) -> Floats:
        """The sum of the amounts less that of the costs by account, over the lines whose cost is known."""
        lines = self.where(self.costed)
        return lines.total - lines.by.total(lines.cost)

    @cached_property
    def by_family(self) -> Floats:
        """The sums by account (rows) and family (columns), 0 where there is none."""
        named = (self.family >= 0) & (self.by.place >= 0) & ~np.isnan(self.amount)
        width = max(len(self.families), 1)
        cell = self.by.place[named] * width + self.family[named]
        found: Floats = np.bincount(cell, self.amount[named], self.by.count * width).astype("float64").round(6)
        return found.reshape(-1, width)

    def covered(self, part: Flags) -> Floats:
        """Return by account which share of all amounts, credits counted like sales, the lines of `part` have.

        Where all amounts are 0 it is the share of the lines; NaN where there are none.
        """
        share = self.shared(np.abs(self.amount), part)
        if not np.isnan(share).any():
            return share
        return np.where(np.isnan(share), self.shared((~np.isnan(self.amount)).astype("float64"), part), share)

    def shared(self, amounts: Floats, part: Flags) -> Floats:
        """Return by account which share of `amounts` the lines of `part` have."""
        return over(self.by.where(part).sums(amounts[part]), self.by.total(amounts))


def sales_lines(sales: pd.DataFrame, index: pd.Index) -> SalesLines:
    """Return the lines of a frame (columns: see `kamctl.frames.sales`) by the scored accounts `index`."""
    family: Any = sales["family"].array
    return SalesLines(
        sales["date"].to_numpy("datetime64[s]"),
        by_account(sales["account"], index),
        family.codes.astype(np.intp),
        pd.Index(family.categories, dtype=object),
        sales["amount_base"].to_numpy("float64"),
        sales["cost_base"].to_numpy("float64"),
    )
