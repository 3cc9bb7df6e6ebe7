"""The abstract tests of OGC API - Features, part 1, as `ogctests` runs them.

Its schemas of features know no null geometry, which RFC 7946 has, so the events here all have a place. Of its scope
`features/filtering` only the declarations are run: its other tests need a Link header to find the media types, send a
Python dictionary as filter-lang and name a constant that is not defined, so no server passes them.
"""

import os
import subprocess
import sys
from pathlib import Path

import ogctests
import pytest

SUITE = Path(ogctests.__file__).parent / "features"


@pytest.mark.parametrize(("scope", "passed"), [("core", 29), ("filtering", 2)])
def test_the_suite_passes(located, scope, passed):
    tests = [SUITE / scope]
    if scope == "filtering":
        tests = [SUITE / scope / "test_queryables.py::test_ct1", SUITE / scope / "test_filter.py::test_ct6"]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "reading", "-W", "ignore", *tests]
    env = {**os.environ, "INSTANCE_URL": located.address, "PYTHONPATH": str(Path(__file__).parent)}
    done = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
    assert f"{passed} passed" in done.stdout and done.returncode == 0, done.stdout[-6000:] + done.stderr
