"""Whom a request may reach: the public web, and what the settings allow besides (T11)."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
PORTS = (80, 443)
NOT_PUBLIC = tuple(
    ip_network(text)
    for text in (
        *("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "fec0::/10", "::/96"),
        *("192.0.0.0/24", "224.0.0.0/4", "ff00::/8"),
    )
)
"""What the standard library calls global, and leads into the network one stands in."""


class Blocked(Exception):
    """An address that no request may go to."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Public addresses at the usual ports, and the networks that are allowed, at any port."""

    allowed: Sequence[Network] = ()

    def may(self, address: Address, port: int) -> bool:
        """Whether a request may go there."""
        bare = address.ipv4_mapped if isinstance(address, IPv6Address) else None
        whole = bare or address
        if any(whole in network for network in self.allowed):
            return True
        return port in PORTS and is_public(whole)

    def addresses(self, host: str, port: int) -> list[str]:
        """The addresses of a host. Raises `Blocked` when one is out of reach, and OSError."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except UnicodeError:  # without the host, which may come from a secret
            raise Blocked("the host of the address is no name of a machine") from None
        addresses = list(dict.fromkeys(str(one[4][0]).partition("%")[0] for one in found))
        for address in addresses:
            if not self.may(ip_address(address), port):
                raise Blocked("the address is in a private network, or its port is not 80 or 443")
        return addresses


def is_public(address: Address) -> bool:
    """Whether everybody can reach it."""
    return address.is_global and not any(address in network for network in NOT_PUBLIC)
