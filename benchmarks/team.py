"""Our people: one manager for 24 accounts, three regions, one head of each."""

from benchmarks.draw import Draw
from benchmarks.words import FAMILY, GIVEN

ACCOUNTS_EACH = 24
REGIONS = ("asia", "europe", "overseas")


def manager(number: int) -> str:
    """Return the id of who of ours is responsible for an account."""
    return person(number // ACCOUNTS_EACH)


def person(index: int) -> str:
    """Return the id of our manager number `index`."""
    return f"{GIVEN[index % len(GIVEN)]}-{FAMILY[index // 3 % len(FAMILY)]}-{index + 1}".lower()


def team(accounts: int) -> str:
    """Return team.yaml for so many accounts."""
    heads = [f"head-{region}: {{name: Head of {region}, role: sales director, region: {region}, from: 2012-06-01}}\n"
             for region in REGIONS]  # fmt: skip
    return "# our people\n" + "".join(heads) + "".join(entry(index) for index in range(accounts // ACCOUNTS_EACH + 1))


def entry(index: int) -> str:
    """Return one manager."""
    name = person(index).rpartition("-")[0].replace("-", " ").title()
    region = REGIONS[index % len(REGIONS)]
    return f"""{person(index)}:
  name: {name}
  role: key account manager
  region: {region}
  manager: head-{region}
  from: {2012 + Draw("person", index).whole(0, 10)}-04-01
  email: {person(index)}@supplier.example
"""
