"""Currencies: the ISO 4217 codes and how many decimals each has.

From ISO 4217 list one (2024-06-25) without funds, metals and test codes; codes that were withdrawn
since 2010 stay, for old orders.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

_TWO: Final = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF
CHF CNY COP CRC CUC CUP CVE CZK DKK DOP DZD EEK EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD
HKD HNL HRK HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL LTL LVL MAD MDL
MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR
RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD
TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG ZWL
"""
_OTHERS: Final = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}

DECIMALS: Final[dict[str, int]] = {
    **dict.fromkeys(_TWO.split(), 2),
    **{code: decimals for decimals, codes in _OTHERS.items() for code in codes.split()},
}
"""Code -> decimals of its minor unit: EUR 2, JPY 0, KWD 3."""

LIMIT: Final = Decimal(10) ** 13
"""Amounts stay below this many major units, so that sums of them fit into 64 bits."""


def minor_units(amount: Decimal, currency: str) -> int | None:
    """The amount in minor units, or None when the currency cannot express it exactly.

    `currency` is one of `DECIMALS`.
    """
    if not amount.is_finite() or abs(amount) >= LIMIT:
        return None
    scaled = amount.scaleb(DECIMALS[currency])
    whole = int(scaled)
    return whole if whole == scaled else None
