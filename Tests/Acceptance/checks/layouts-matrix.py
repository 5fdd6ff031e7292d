#!/usr/bin/env python3
"""Measures pairs of layouts of one source: every layout of one side beside every layout of the other.

Usage: layouts-matrix.py RELEASE_FOLDER OUTPUT [LAYOUTS [FILTER]]

RELEASE_FOLDER holds speedgate-bench, and reference-workloads with its link kit ('speedgate-bench kit'). The program is linked with its
functions in LAYOUTS (16) orders for each side; OUTPUT gets a record for each pair, run-ROW-COLUMN.json, with a block of two launches a side. What is there already is not measured again, so an interrupted run goes on where it was. `Evaluation layouts OUTPUT` reads them.
"""

import pathlib
import random
import subprocess
import sys
import tempfile

from relinked import moved

# So lax that nothing needs more than the first block, after which the time is up.
BUDGETS = """{ schema: "speedgate.budgets/1", suite: "reference-workloads", regressions: { wall_time: { fail: "50%" } } }"""


def main(release, output, layouts, selection):
    output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "budgets.json5").write_text(BUDGETS)
        program = release / "reference-workloads"
        rows = [moved(program, 1 + row, folder) for row in range(layouts)]
        columns = [moved(program, 1001 + column, folder) for column in range(layouts)]
        pairs = [(row, column) for row in range(layouts) for column in range(layouts)]
        # In an order drawn at random, so that no layout has the machine's good hour.
        random.Random(1).shuffle(pairs)
        for done, (row, column) in enumerate(pairs, 1):
            record = output / f"run-{row}-{column}.json"
            if record.exists():
                continue
            part = folder / "run.json"
            subprocess.run(
                [str(release / "speedgate-bench"), "run", str(rows[row]), "--against", str(columns[column]), "--layouts", "fixed",
                 "--quiet", "--time-budget", "1s", "--seed", str(1 + 100 * row + column), "--budgets", str(folder / "budgets.json5"), "--output", str(part),
                 *selection], check=True, cwd=folder, stderr=subprocess.DEVNULL)
            unfinished = output / "unfinished.json"
            unfinished.write_bytes(part.read_bytes())
            unfinished.rename(record)
            print(f"{done} of {len(pairs)}", flush=True)


if __name__ == "__main__":
    arguments = sys.argv[1:]
    main(
        pathlib.Path(arguments[0]).resolve(), pathlib.Path(arguments[1]).resolve(),
        int(arguments[2]) if len(arguments) > 2 else 16, ["--filter", arguments[3]] if len(arguments) > 3 else [])
