"""Serve a folder of pages, and the live edition in it, to this computer or to a class: ``python -m nncourse serve``."""

import functools
import http.server
import socket

# What a browser insists on, whatever this system (Windows' registry, say) knows of it.
TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".json": "application/json",
    ".ipynb": "application/json",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
    ".gz": "application/octet-stream",
}
PORT = 8000  # the first that is tried


class Pages(http.server.SimpleHTTPRequestHandler):
    """Gives out the files of a folder, and nothing else; a browser asks each time whether its copy is still right."""

    protocol_version = "HTTP/1.1"
    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | TYPES

    def end_headers(self):
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def list_directory(self, path):
        """Show no lists of files."""
        self.send_error(404)

    def log_message(self, *arguments):
        """Keep no record of who reads what."""


def address():
    """Return the address of this computer on the local network, a str; "127.0.0.1" if it is on none.

    Nothing is sent: to connect a datagram socket is to ask the system which way it would take.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(("192.0.2.1", 9))  # an address for documentation, which is nobody's
            return asked.getsockname()[0]
        except OSError:
            return "127.0.0.1"


def server(folder, network=False, port=None, pages=Pages):
    """Return a server for a folder, which listens but doesn't answer yet.

    Parameters
    ----------
    folder : Path
    network : bool
        Whether other computers may ask; else only this one.
    port : int, optional
        By default the first free one of ten from `PORT`; 0 takes any.
    pages : type
        What answers, a `Pages`.

    Returns
    -------
    http.server.ThreadingHTTPServer

    Raises
    ------
    OSError
        If no port is free.
    """
    handler = functools.partial(pages, directory=str(folder))
    ports = range(PORT, PORT + 10) if port is None else [port]
    for one in ports:
        try:
            return http.server.ThreadingHTTPServer(("0.0.0.0" if network else "127.0.0.1", one), handler)
        except OSError:
            if one == ports[-1]:
                raise


def serve(folder, network=False, port=None):
    """Serve a folder until it is interrupted, and say at which address; return a str for `sys.exit` if that fails."""
    if not (folder / "index.html").is_file():
        return f"There is no index.html in {folder}. Name the folder of the pages, such as _site/html."
    try:
        pages = server(folder, network, port)
    except OSError as reason:
        return f"The pages cannot be served: {reason}. Name another port: --port 8765"
    where = f"http://{address() if network else '127.0.0.1'}:{pages.server_port}/"
    if network:
        print(
            f"The class types {where}\nWhoever is on this network can read {folder} until you press Ctrl+C.", flush=True
        )
    else:
        print(f"Open {where} in a browser on this computer. Ctrl+C ends it.", flush=True)
    with pages:
        try:
            pages.serve_forever()
        except KeyboardInterrupt:
            print("Ended.")
    return None
