"""Value type 价值类型: what does a customer pay for, and so how is it to be dealt with?

    intrinsic 内在价值型   the product itself, its price, ease of buying; it knows the product and can replace us
    extrinsic 外在价值型   what goes with it: advice, solutions that fit, new insight
    strategic 战略价值型   complementary resources: it links its processes with ours and invests with us

The type follows from five answers, each from 1 (not at all) to 5 (very much):

    intrinsic = mean of price decides, and knows the products as well as we do
    extrinsic = wants advice
    strategic = mean of links its processes with ours, and invests with us

The largest of the three is the type. With one answer unknown, or older than `practice.stale_days`, or two types level,
nothing follows. A type that somebody recorded wins over the derived one: a person may know more than five answers say;
where both are known and differ, a warning says so, so that one of them is looked at again.

How to deal with it, in how large a measure (1 little to 3 much):

                            intrinsic   extrinsic   strategic
    relations 发展关系          1           2           3
    trust 建立信任              2           3           3
    guiding needs 引导需求      1           3           2
    solving problems 解决问题   3           2           3

Source: 内在价值型, 外在价值型, 战略价值型; Rackham and DeVincentis (1999), Rethinking the Sales Force. Rule and
measures are ours.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from kamctl.methods.by_account import Floats
from kamctl.methods.facts import stamp

TYPES: Mapping[str, tuple[str, ...]] = {
    "intrinsic": ("price_sensitivity", "product_knowledge"),
    "extrinsic": ("wish_for_advice",),
    "strategic": ("integration", "joint_investment"),
}
STEPS = ("relations", "trust", "needs", "problems")
APPROACH: Mapping[str, tuple[int, ...]] = {
    "intrinsic": (1, 2, 1, 3),
    "extrinsic": (2, 3, 3, 2),
    "strategic": (3, 3, 2, 3),
}
"""The measure of each of `STEPS`, by type."""


def value_type(known: pd.DataFrame, as_of: pd.Timestamp, stale_days: int) -> pd.DataFrame:
    """Return by account: type (the stored one, else the derived one; None unknown), stored, stored_on, derived, agrees
    (bool, None unless both are known), and the mean for each of `TYPES` (NaN unknown).

    `known` has account, stored, stored_on, and each answer (float, NaN unknown) with the day it was learnt in `_on`.
    """
    oldest = (stamp(as_of) - pd.Timedelta(days=stale_days)).to_datetime64()
    means = {name: mean_of([fresh(known, answer, oldest) for answer in answers]) for name, answers in TYPES.items()}
    derived = largest(means)
    stored = known["stored"].to_numpy(object)
    pairs = list(zip(stored.tolist(), derived.tolist(), strict=True))
    index = pd.Index(known["account"], dtype=object, name="account")
    words = {
        "type": [one or other for one, other in pairs],
        "stored": stored.tolist(),
        "stored_on": known["stored_on"].to_numpy(),
        "derived": derived.tolist(),
        "agrees": [one == other if one and other else None for one, other in pairs],
    }
    # As objects, or pandas would make texts of them, and NaN, which is true, of None.
    columns = {name: pd.Series(cells, index, None if name == "stored_on" else object) for name, cells in words.items()}
    return pd.DataFrame({**columns, **{name: pd.Series(values, index) for name, values in means.items()}}, index=index)


def fresh(known: pd.DataFrame, answer: str, oldest: np.datetime64) -> Floats:
    """Return an answer of each account, NaN where it is unknown or older than `oldest`."""
    return np.where(known[f"{answer}_on"].to_numpy("datetime64[s]") < oldest, np.nan, known[answer].to_numpy("float64"))


def mean_of(answers: Sequence[Floats]) -> Floats:
    """Return the mean of some answers, NaN where one is unknown."""
    found: Floats = np.mean(answers, axis=0)
    return found


def largest(means: Mapping[str, Floats]) -> npt.NDArray[np.object_]:
    """Return the type with the largest mean; None where one is unknown, or two are level."""
    values = np.column_stack(list(means.values()))
    top = values.max(axis=1, initial=-np.inf)
    alone = (values == top[:, None]).sum(axis=1) == 1
    names = np.array(list(means), dtype=object)
    place = np.nan_to_num(values, nan=-np.inf).argmax(axis=1) if len(values) else np.zeros(0, dtype=int)
    found: npt.NDArray[np.object_] = np.full(len(values), None, dtype=object)
    decided = alone & ~np.isnan(values).any(axis=1)
    found[decided] = names[place[decided]]
    return found
