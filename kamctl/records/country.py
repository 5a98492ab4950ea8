"""Countries: the two-letter codes of ISO 3166-1, as text (`NO` is Norway, `NA` is Namibia)."""

from typing import Annotated

from pydantic import AfterValidator, StringConstraints, WithJsonSchema

from kamctl.records.scalar import refuse

COUNTRIES = frozenset(
    """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC
CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD
GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH
KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW
MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC
SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY
UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
""".split()
)

MEANT = {
    "UK": "GB", "ENGLAND": "GB", "GREAT BRITAIN": "GB", "UNITED KINGDOM": "GB", "USA": "US", "UNITED STATES": "US",
    "AMERICA": "US", "CHINA": "CN", "PRC": "CN", "中国": "CN", "GERMANY": "DE", "NORWAY": "NO", "SWEDEN": "SE",
    "DENMARK": "DK", "FINLAND": "FI", "NETHERLANDS": "NL", "HOLLAND": "NL", "BELGIUM": "BE", "FRANCE": "FR",
    "ITALY": "IT", "SPAIN": "ES", "PORTUGAL": "PT", "POLAND": "PL", "AUSTRIA": "AT", "SWITZERLAND": "CH",
    "IRELAND": "IE", "TURKEY": "TR", "RUSSIA": "RU", "JAPAN": "JP", "KOREA": "KR", "SOUTH KOREA": "KR", "INDIA": "IN",
    "THAILAND": "TH", "VIETNAM": "VN", "MALAYSIA": "MY", "SINGAPORE": "SG", "INDONESIA": "ID", "TAIWAN": "TW",
    "HONG KONG": "HK", "AUSTRALIA": "AU", "CANADA": "CA", "MEXICO": "MX", "BRAZIL": "BR", "SOUTH AFRICA": "ZA",
    "德国": "DE", "挪威": "NO", "美国": "US", "英国": "GB", "日本": "JP", "韩国": "KR", "法国": "FR", "意大利": "IT",
    "荷兰": "NL", "泰国": "TH", "越南": "VN", "印度": "IN", "巴西": "BR",
}  # fmt: skip
"""What people write, in capitals, and the code that they mean."""


def known_country(code: str) -> str:
    """Return `code`, which must be one of ISO 3166-1 alpha-2."""
    if code not in COUNTRIES:
        refuse("country")
    return code


def meant_country(text: str) -> str | None:
    """Return the code that a text is in other letters, or that people mean by it."""
    given = text.strip().upper()
    return given if given in COUNTRIES else MEANT.get(given)


Country = Annotated[
    str,
    StringConstraints(pattern="^[A-Z]{2}$"),
    AfterValidator(known_country),
    WithJsonSchema({"type": "string", "enum": sorted(COUNTRIES)}),
]
