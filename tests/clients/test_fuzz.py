"""Requests by `schemathesis`, right and wrong ones, as the API's own description lets it make them."""

import os
import subprocess
import sys
from pathlib import Path

FUZZ_S = int(os.environ.get("ZIJ_FUZZ_S", "300"))
# It goes on for ever.
ENDLESS = "/stream"
# No answer may be the server's own failure, or another than the description says. Whether a wrong body is refused stands in
# the server's own tests: a schema cannot say what is a filter in CQL2, an id that is there, or a table's column.
CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
]


def test_no_request_breaks_the_server_or_the_description(scratch, tmp_path):
    command = [Path(sys.executable).parent / "schemathesis", "run", f"{scratch.address}/api", "--seed", "1"]
    command += ["--exclude-path", ENDLESS, "--checks", ",".join(CHECKS), "--warnings", "off"]
    command += ["--max-time", str(FUZZ_S), "--request-timeout", "60", "--continue-on-failure"]
    env = {**os.environ, "SCHEMATHESIS_HOOKS": "fuzzing", "PYTHONPATH": str(Path(__file__).parent)}
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr
    print(done.stdout[-600:])
