#!/usr/bin/env python3
"""Runs every command of README.md's shell blocks as a reader would, in an empty folder.

The server of the first block runs while the others do, on a free port that stands in for 8080.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ADDRESS = "127.0.0.1:8080"
REPORT = (
    "Soldiers of Uzbekistan and Russia held exercises at the Forish range on 3 October 2018.\n"
    "A fire broke out in Andijan on Friday.\n"
)
LIST = "qachon,hudud,nima\n01.07.2022,Nukus,protest\n"
EVENTS = (
    "event_date,event_type,location,latitude,longitude,notes\n"
    "2021-04-29,border_incident,Kok-Tash,39.9128,70.5986,Shots at the water intake.\n"
    "2011-12-16,riot,Zhanaozen,,,Police shot at strikers.\n"
)
PLACES = (
    "name,lon,lat,kind,name_ru,uncertainty_m\n"
    "Morguzar range,68.1,39.85,mountain,Моргузарский хребет,15000\n"
    "Osh,72.8,40.53,city,,4000\n"
)
# Runs this script itself.
TESTS = "tests/run"


def commands(readme: str) -> list[str]:
    """The lines of all shell blocks, in their order."""
    blocks = re.findall(r"^```sh\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def started(command: str, env: dict[str, str]) -> tuple[subprocess.Popen, str]:
    """The server, and the address that it prints once it listens."""
    server = subprocess.Popen(command, shell=True, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
    for line in server.stdout:
        if found := re.search(r"http://([\d.]+:\d+)", line):
            return server, found[1]
    sys.exit(f"README.md: {command!r} ended without the address of the map")


def run(command: str, folder: Path, env: dict[str, str]) -> None:
    """Runs one command; it must succeed and say something."""
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command], cwd=folder, env=env, capture_output=True, text=True, check=False
    )
    said = done.stdout + done.stderr
    if done.returncode or not said.strip():
        sys.exit(f"README.md: {command!r} ended with {done.returncode}:\n{said}")
    print(f"  {command}")


def main() -> None:
    first, *others = commands((ROOT / "README.md").read_text(encoding="utf-8"))
    assert first == "cargo run --release", f"README.md begins with {first!r}"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "report.txt").write_text(REPORT, encoding="utf-8")
        (folder / "events.csv").write_text(EVENTS, encoding="utf-8")
        (folder / "places.csv").write_text(PLACES, encoding="utf-8")
        (folder / "list.csv").write_text(LIST, encoding="utf-8")
        (folder / "reports").mkdir()
        (folder / "reports" / "report.txt").write_text(REPORT, encoding="utf-8")
        path = f"{ROOT / 'target' / 'release'}{os.pathsep}{os.environ['PATH']}"
        env = {**os.environ, "PATH": path, "ZIJ_STORE": str(folder / "zij-data"), "ZIJ_PORT": "0"}
        server, address = started(first, env)
        try:
            for command in others:
                if command != TESTS:
                    run(command.replace(ADDRESS, address), folder, env)
        finally:
            server.terminate()
            server.wait(timeout=30)
    print(f"README.md: {len(others) + 1} commands run")


if __name__ == "__main__":
    main()
