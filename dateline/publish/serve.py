"""A small server for the website, so that a class on one network can open it."""

import socket
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HOST, PORT = "127.0.0.1", 8000
EVERY_ADDRESS = ("0.0.0.0", "::")


class Files(SimpleHTTPRequestHandler):
    """Sends files of a folder; a reader gets the newest, and nothing is printed."""

    def end_headers(self) -> None:
        """Let browsers ask again whether a page has changed."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing: what a pupil reads is nobody's business."""


class Server:
    """A server that has its port already.

    Attributes:
        address: What the class types, such as "http://192.168.1.20:8000/".
    """

    def __init__(self, server: ThreadingHTTPServer, address: str) -> None:
        """Keep the server and its address."""
        self._server = server
        self.address = address

    def run(self) -> None:
        """Serve until Ctrl+C."""
        try:
            self._server.serve_forever()
        except KeyboardInterrupt:
            pass
        finally:
            self._server.server_close()

    def stop(self) -> None:
        """End ``run``, which another thread is in."""
        self._server.shutdown()


def server_at(place: str, folder: Path) -> Server:
    """Return a server for the files of a folder.

    Args:
        place: HOST, HOST:PORT or :PORT; what is left out is 127.0.0.1 and 8000. The host 0.0.0.0
            serves everybody on the network, and port 0 is any free one.
        folder: The folder with the website; it may be written later.

    Raises:
        ValueError: The place cannot be understood, or cannot be used.
    """
    host, port = host_and_port(place)
    kind = _Server6 if ":" in host else ThreadingHTTPServer
    try:
        server = kind((host, port), partial(Files, directory=str(folder)))
    except OSError as error:
        reason = error.strerror or error
        raise ValueError(
            f"Nothing can be served at {host}, port {port} ({reason}): is another program using "
            f"it? Try another port, such as --serve {host}:{port + 1 if port < 65535 else PORT}."
        ) from error
    shown = _own_address() if host in EVERY_ADDRESS else host
    shown = f"[{shown}]" if ":" in shown else shown
    return Server(server, f"http://{shown}:{server.server_address[1]}/")


def host_and_port(place: str) -> tuple[str, int]:
    """Return the host and the port that a text such as "0.0.0.0:8080" names.

    Raises:
        ValueError: The port is no number from 0 to 65535.
    """
    if place.startswith("["):
        host, _, port = place.removeprefix("[").partition("]")
        port = port.removeprefix(":")
    else:
        host, _, port = place.partition(":")
    if port and not (port.isascii() and port.isdigit() and int(port) <= 65535):
        raise ValueError(f"{place!r} is no HOST[:PORT]: write, for example, --serve 0.0.0.0:8080.")
    return host or HOST, int(port or PORT)


class _Server6(ThreadingHTTPServer):
    address_family = socket.AF_INET6


def _own_address() -> str:
    """Return the address of this computer in its network, without sending anything."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 1))
        except OSError:
            return socket.gethostname()
        return str(probe.getsockname()[0])
