"""Currencies of ISO 4217: the codes, and how many decimals their smallest unit has."""

from typing import Annotated

from pydantic import AfterValidator, StringConstraints, WithJsonSchema

from kamctl.records.scalar import refuse

NO_DECIMALS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
THREE_DECIMALS = "BHD IQD JOD KWD LYD OMR TND"
TWO_DECIMALS = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC
CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES
KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR
NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT
TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD YER ZAR ZMW ZWG
"""
MINOR_UNITS = {
    code: places
    for codes, places in ((NO_DECIMALS, 0), (TWO_DECIMALS, 2), (THREE_DECIMALS, 3))
    for code in codes.split()
}

MEANT = {
    "RMB": "CNY", "CNH": "CNY", "YUAN": "CNY", "RENMINBI": "CNY", "CN¥": "CNY", "人民币": "CNY", "EURO": "EUR",
    "EUROS": "EUR", "€": "EUR", "US$": "USD", "美元": "USD", "欧元": "EUR", "YEN": "JPY", "日元": "JPY",
    "STERLING": "GBP", "£": "GBP", "英镑": "GBP", "港币": "HKD", "NTD": "TWD", "SFR": "CHF",
}  # fmt: skip
"""What people write, in capitals, and the code that they mean."""


def known_currency(code: str) -> str:
    """Return `code`, which must be one of ISO 4217."""
    if code not in MINOR_UNITS:
        refuse("currency", given=code)
    return code


def meant_currency(text: str) -> str | None:
    """Return the code that a text is in other letters, or that people mean by it."""
    given = text.strip().upper()
    return given if given in MINOR_UNITS else MEANT.get(given)


Currency = Annotated[
    str,
    StringConstraints(pattern="^[A-Z]{3}$"),
    AfterValidator(known_currency),
    WithJsonSchema({"type": "string", "enum": sorted(MINOR_UNITS)}),
]
