"""Refuse every connection that would leave the machine, in a kernel with this on its path.

Python imports a module of this name as it starts. The refusal is an audit hook: no library in
the kernel can go around it. The kernel's connections to its notebook stay on the machine.
"""

import ipaddress
import sys

REFUSED = "A lesson must not use the network, and this one asked for"


def _is_here(host):
    if host in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _refuse(event, arguments):
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        if not isinstance(address, tuple):  # a socket that is a file
            return
        host = address[0]
    else:
        return
    host = host.decode() if isinstance(host, bytes) else host
    if not _is_here(host):
        raise ConnectionRefusedError(f"{REFUSED} {host}.")


sys.addaudithook(_refuse)
