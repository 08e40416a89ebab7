"""How heavy pages of an operation are, and how soon they are painted, in this site and in that of another commit.

    python benchmarks/first_paint.py SITE [OTHER_SITE] [--page PATH] [--runs 5]

Both sites are folders that were built and finished. Each is served with gzip to a Chromium with an empty cache, by a
line of 1.6 Mbit/s and 150 ms, on a processor that is 4 times slower. Printed are kB (1000 bytes) as sent without what
search loads, and milliseconds to the first contentful paint, the median of the runs, which alternate between the sites.
"""

from __future__ import annotations

import argparse
import gzip
import os
import re
import shutil
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser, Response, sync_playwright

PAGE = "/api-guide/annotate/delete-annotations/"
LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
SLOWER = 4
SEARCH = re.compile("/search/|/workers/|/minisearch/|/find.js")
"""Addresses of what the search loads."""
TEXTS = (".html", ".css", ".js", ".json", ".svg", ".xml", ".md", ".txt")
PAINTED = """() => performance.getEntriesByName("first-contentful-paint").map((entry) => entry.startTime)[0]"""


class Handler(SimpleHTTPRequestHandler):
    """Sends texts compressed, as hosts of static sites do."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with a file, or say that there is none."""
        found = Path(self.translate_path(self.path))
        found = found / "index.html" if found.is_dir() else found
        if not found.is_file():
            self.send_error(404)
            return
        body = found.read_bytes()
        packed = found.suffix in TEXTS
        body = gzip.compress(body, 6, mtime=0) if packed else body
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(found))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Give the address of a folder, without a slash at its end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def measure(browser: Browser, address: str) -> tuple[float, float]:
    """Return kB as sent, and milliseconds to the first contentful paint."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", LINE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - it wants a function
    page.goto(address, wait_until="load")
    painted: float = page.wait_for_function(PAINTED).json_value()
    page.wait_for_load_state("networkidle")
    sent = [answer for answer in answers if answer.url.startswith("http") and not SEARCH.search(answer.url)]
    sizes = [int(answer.header_value("content-length") or 0) for answer in sent]
    context.close()
    return sum(sizes) / 1000, painted


def main() -> None:
    """Measure the sites in turn, and print a line of each."""
    words = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    words.add_argument("sites", metavar="SITE", type=Path, nargs="+")
    words.add_argument("--page", default=PAGE)
    words.add_argument("--runs", type=int, default=5)
    given = words.parse_args()
    found: dict[Path, list[tuple[float, float]]] = {site: [] for site in given.sites}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            chromium_sandbox=os.geteuid() != 0,
            args=["--disable-background-networking"],
            env={name: value for name, value in os.environ.items() if not name.endswith("_proxy")},
        )
        for _ in range(given.runs):
            for site, measured in found.items():
                with serve(site) as address:
                    measured.append(measure(browser, address + given.page))
        browser.close()
    for site, measured in found.items():
        painted = [milliseconds for _, milliseconds in measured]
        print(
            f"{site}: {max(size for size, _ in measured):.1f} kB, first paint {statistics.median(painted):.0f} ms"
            f" ({min(painted):.0f} to {max(painted):.0f}, {given.runs} runs)"
        )


if __name__ == "__main__":
    main()
