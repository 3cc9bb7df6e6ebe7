"""Real servers of the real program for the tests in this folder."""

import json
import os
import re
import subprocess
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BINARY = os.environ.get("ZIJ_BIN", ROOT / "target" / "release" / "zij")
READ_S_MAX = 60


class Site:
    """A running server, and how to ask it."""

    def __init__(self, address: str):
        self.address = address

    def answer(self, path: str, accept: str = "*/*", body: bytes | None = None, media_type: str = "", method: str | None = None):
        """Status, media type and body of an answer; a path or a whole address is asked."""
        url = path if path.startswith("http") else self.address + path
        headers = {"Accept": accept, **({"Content-Type": media_type} if media_type else {})}
        request = urllib.request.Request(url, data=body, headers=headers, method=method)
        try:
            answer = urllib.request.urlopen(request, timeout=READ_S_MAX)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            return answer.status, answer.headers.get_content_type(), answer.read()

    def json(self, path: str):
        status, _, body = self.answer(path, "application/json")
        assert status == 200, (path, status, body)
        return json.loads(body)

    def features(self, path: str) -> list:
        """The features of all pages."""
        features = []
        while path:
            page = self.json(path)
            features += page["features"]
            path = next((link["href"] for link in page["links"] if link["rel"] == "next"), None)
        return features


@contextmanager
def served(folder: Path, *words: str):
    command = [BINARY, "serve", "--store", folder / "data", "--port", "0", *words]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        for line in server.stdout:
            if found := re.search(r"Zij is at (http://[^\s/]+)", line):
                break
        else:
            pytest.fail(f"{BINARY} ended without its address")
        yield Site(found[1])
    finally:
        server.terminate()
        server.wait(timeout=30)


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """A server with the example reports, that nobody writes to."""
    with served(tmp_path_factory.mktemp("examples")) as site:
        yield site


@pytest.fixture
def scratch(tmp_path):
    """The same for one test, which may write."""
    with served(tmp_path) as site:
        yield site


@pytest.fixture
def located(site, tmp_path):
    """A server whose every event has a place."""
    _, media_type, events = site.answer("/layers/events.geojson?located=true")
    with served(tmp_path, "--no-examples") as other:
        status, _, told = other.answer("/documents?name=events.geojson", body=events, media_type=media_type)
        assert status == 201, told
        yield other
