#!/usr/bin/env python3
"""Reproduces the tables of docs/performance.md that time whole processes.

    performance.py RELEASE_FOLDER [--only SECTION]... [--turns N] [--data FOLDER]

RELEASE_FOLDER holds the three executables, as `swift package gate` builds them. FOLDER (default: a temporary one) keeps
the made-up data, so that a second call does not make them again. Each section prints a table in Markdown: processor
time and wall time are medians of N calls (default: 5), which take turns, so that what else the machine does meets all of
them alike; memory is the largest that was seen. A peer that is not installed is left out, and a line on standard error
says so. DuckDB is used through its Python package.
"""

import argparse
import json
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

CHECKS = pathlib.Path(__file__).resolve().parent
READ = "import {0}, sys\nfor path in sys.argv[1:]: {0}.loads(open(path, 'rb').read())"


class Row:
    """A command and the row that it is compared with."""

    def __init__(self, name, command, beside=None, size=None, env=None):
        self.name, self.command, self.beside, self.size = name, command, beside, size
        self.env = os.environ | (env or {})
        self.costs = []

    def median(self, place):
        return statistics.median(cost[place] for cost in self.costs)


def cost(row, folder):
    """Processor time and wall time in seconds, and peak memory in bytes, of one call with all its processes."""
    os.chdir(folder)
    nothing = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    began = time.perf_counter()
    child = os.posix_spawnp(row.command[0], row.command, row.env, file_actions=nothing)
    _, status, used = os.wait4(child, 0)
    elapsed = time.perf_counter() - began
    if status != 0:
        sys.exit(f"{' '.join(row.command)[:300]} ended with {os.waitstatus_to_exitcode(status)}")
    return used.ru_utime + used.ru_stime, elapsed, used.ru_maxrss * 1024


def table(title, rows, turns, folder):
    """Prints a section."""
    for _ in range(turns):
        for row in rows:
            row.costs.append(cost(row, folder))
    named = {row.name: row for row in rows}
    # A process that starts another hands on its own peak, so nothing smaller can be seen.
    least = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(f"\n### {title}\n\n| what | processor time | wall | peak memory | MB/s | beside |\n|---|--:|--:|--:|--:|---|")
    for row in rows:
        seconds, memory = row.median(0), max(cost[2] for cost in row.costs)
        rate = f"{row.size / seconds / 1e6:.0f}" if row.size else ""
        beside = ""
        if row.beside in named:
            peer = named[row.beside]
            beside = f"{seconds / peer.median(0):.2f} of {peer.name}, by the clock {row.median(1) / peer.median(1):.2f}"
        size = f"{memory / 1e6:.0f} MB" if memory > least else f"below {least / 1e6:.0f} MB"
        print(f"| {row.name} | {shown(seconds)} | {shown(row.median(1))} | {size} | {rate} | {beside} |")
    sys.stdout.flush()


def shown(seconds):
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1e3:.3g} ms"


def without(what):
    print(f"left out: {what} is not installed", file=sys.stderr)


def python_with(name):
    """The Python that has a module: this one, or the one of the other checks' programs; None where neither has it."""
    tools = os.environ.get("SPEEDGATE_TOOLS", os.path.expanduser("~/.cache/speedgate-tools"))
    for python in (sys.executable, f"{tools}/bin/python", shutil.which("python3")):
        if os.access(python, os.X_OK):
            if subprocess.run([python, "-c", f"import {name}"], capture_output=True).returncode == 0:
                return python
    without(f"Python's {name}")
    return None


def program(name):
    path = shutil.which(name)
    if not path:
        without(name)
    return path


def make(script, *arguments):
    """Makes data in a process of its own, so that this one stays small."""
    subprocess.run([sys.executable, str(CHECKS / script), *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)


def once(path, make):
    """Makes a file or folder unless an earlier call has made all of it."""
    done = pathlib.Path(f"{path}.made")
    if not done.exists():
        make()
        done.touch()
    return str(path)


def size(*paths):
    return sum(os.path.getsize(path) for path in paths)


# MARK: Sections


def check(tools, data):
    """check of a run of 10,000 benchmarks beside 19 stored records."""
    large = once(data / "large", lambda: make("make-records.py", data / "large", 10_000, 19))
    run = f"{large}/run.json"
    records = [*map(str, sorted(pathlib.Path(large).glob("baselines/*/*/records/*.json"))), run]
    rows = [
        Row("`check`, 20 records",
            [tools["detect"], "check", run, "--baseline", f"{large}/baselines", "--read-only", "--quiet"],
            "Python's `json.loads`, 20 records", size(*records)),
        Row("Python's `json.loads`, 20 records", [sys.executable, "-c", READ.format("json"), *records], None, size(*records)),
    ]
    if python := python_with("orjson"):
        rows.append(Row("orjson, 20 records", [python, "-c", READ.format("orjson"), *records],
                        "Python's `json.loads`, 20 records", size(*records)))
    return rows


PYTEST = """
import json, sys
run = json.load(open(sys.argv[1]))
benchmarks = []
for benchmark in run["benchmarks"]:
    data = [value / 1e9 for launch in benchmark["metrics"][0]["launches"] for value in launch]
    benchmarks.append({"name": benchmark["name"], "fullname": benchmark["name"],
                       "stats": {"iterations": 1, "rounds": len(data), "data": data}})
json.dump({"machine_info": {}, "datetime": "2026-11-20T10:00:00", "version": "5.1.0", "benchmarks": benchmarks},
          open(sys.argv[2], "w"), indent=1)
"""


def imports(tools, data):
    """import of 10,000 benchmarks in one file of pytest-benchmark."""
    large = once(data / "large", lambda: make("make-records.py", data / "large", 10_000, 19))
    other = data / "pytest.json"
    once(other, lambda: subprocess.run([sys.executable, "-c", PYTEST, f"{large}/run.json", str(other)], check=True))
    peer = "Python's `json.loads`, that file"
    rows = [
        Row("`import`, one file of pytest-benchmark",
            [tools["bench"], "import", str(other), "--output", str(data / "imported.json"), "--quiet"], peer, size(other)),
        Row(peer, [sys.executable, "-c", READ.format("json"), str(other)], None, size(other)),
    ]
    if python := python_with("orjson"):
        rows.append(Row("orjson, that file", [python, "-c", READ.format("orjson"), str(other)], peer, size(other)))
    if program("jq"):
        rows.append(Row("`jq empty`, that file", ["jq", "empty", str(other)], peer, size(other)))
    return rows


GO = """
import random, sys
draw = random.Random(int(sys.argv[2]))
with open(sys.argv[1], "w") as file:
    file.write("goos: linux\\ngoarch: amd64\\npkg: example.org/made\\ncpu: any\\n")
    for number in range(10_000):
        level = random.Random(number).lognormvariate(9, 2) + 100
        for _ in range(10):
            file.write(f"BenchmarkOperation{number}-2\\t1000\\t{level * draw.uniform(0.98, 1.02):.1f} ns/op\\n")
    file.write("PASS\\n")
"""


def compare(tools, data):
    """Comparing two results of 'go test -bench', 10,000 benchmarks ten times each."""
    old, new = data / "old.txt", data / "new.txt"
    for seed, path in enumerate((old, new)):
        once(path, lambda: subprocess.run([sys.executable, "-c", GO, str(path), str(seed)], check=True))
    bench, detect = tools["bench"], tools["detect"]
    line = (
        f"rm -rf compared && mkdir compared"
        f" && '{bench}' import --from go --suite made '{old}' --output compared/old.json --quiet"
        f" && '{bench}' import --from go --suite made '{new}' --output compared/new.json --quiet"
        f" && '{detect}' baseline update compared/old.json --baseline compared/baselines --reason first --quiet"
        f" && '{detect}' check compared/new.json --baseline compared/baselines --read-only --all >compared/out.txt")
    rows = [Row("two `import`, `baseline update`, `check`", ["sh", "-c", line], "benchstat, the same files", size(old, new))]
    if program("benchstat"):
        rows.append(Row("benchstat, the same files", ["benchstat", str(old), str(new)], None, size(old, new)))
    return rows


DUCKDB = """
import sys, duckdb
database = duckdb.connect()
database.execute("SET TimeZone = 'UTC'")
database.execute('''CREATE VIEW events AS SELECT * FROM read_json($files, format = 'newline_delimited', columns = {
  event_type: 'VARCHAR', timestamp: 'TIMESTAMP', run_id: 'VARCHAR', branch: 'VARCHAR', environment: 'VARCHAR',
  payload: 'JSON'})'''.replace("$files", repr(sys.argv[1])))
database.execute('''CREATE VIEW figures AS SELECT * EXCLUDE (payload, metrics), metrics.* FROM (SELECT *,
  payload->>'$.benchmark' AS benchmark, unnest(from_json(payload->'$.metrics',
  '[{"metric":"VARCHAR","unit":"VARCHAR","median":"DOUBLE"}]')) AS metrics
  FROM events WHERE event_type = 'benchmark_result')''')
if len(sys.argv) > 2: database.execute(f"COPY ({sys.argv[2]}) TO '/dev/stdout' (FORMAT csv)")
"""


def million(data):
    return once(data / "million", lambda: make("make-history.py", data / "million", 1_000_000))


def history(tools, data):
    """Queries of a history of 1,000,000 events."""
    folder = million(data)
    year = ["--since", "2025-01-01"]
    one = "benchmark = 'group-3/benchmark-33' AND metric = 'wall_time'"
    columns = "timestamp, run_id, branch, benchmark, metric, median"
    queries = [
        ("one benchmark in a year", ["query", *year, "--benchmark", "group-3/benchmark-33", "--metric", "wall_time", "--format", "csv"],
         f"SELECT {columns} FROM figures WHERE {one} ORDER BY timestamp", "*"),
        ("a week of all benchmarks", ["query", "--since", "2026-11-13", "--until", "2026-11-20", "--format", "csv"],
         f"SELECT {columns} FROM figures WHERE timestamp BETWEEN '2026-11-13' AND '2026-11-20' ORDER BY timestamp", "2026-11"),
        ("all values", ["query", *year, "--format", "csv"], f"SELECT {columns} FROM figures ORDER BY timestamp", "*"),
        ("trends of all metrics", ["trend", *year],
         "SELECT benchmark, metric, environment, count(*), min(median), max(median), avg(median) FROM figures "
         "WHERE branch = 'main' GROUP BY ALL", "*"),
        ("regressions", ["events", *year, "--type", "regression"],
         "SELECT timestamp, run_id, payload FROM events WHERE event_type = 'regression'", "*"),
        ("changes of level of one benchmark", ["changes", "--days", "1000", "--benchmark", "group-3/benchmark-33"], None, "*"),
    ]
    python = python_with("duckdb")
    rows = []
    for name, arguments, query, month in queries:
        peer = f"DuckDB, {name}"
        rows.append(Row(name, [tools["detect"], "history", *arguments, "--history", folder], peer))
        if query and python:
            rows.append(Row(peer, [python, "-c", DUCKDB, f"{folder}/events-{month}.ndjson", query]))
    if python:
        rows.append(Row("DuckDB, its start alone", [python, "-c", DUCKDB, f"{folder}/events-2026-11.ndjson"]))
    return rows


def append(tools, data):
    """Appending a run of 37 benchmarks to an empty history, and to one of 1,000,000 events."""
    small = once(data / "small", lambda: make("make-records.py", data / "small", 37, 0))
    folder = million(data)
    command = [tools["detect"], "history", "append", f"{small}/run.json", "--no-archive", "--quiet", "--history"]
    empty = ["sh", "-c", 'rm -rf empty-history && exec "$@" empty-history', "sh", *command]
    # A copy of the newest month, which is the file that grows, so that the queries' data stay the same.
    grown = data / "grown"
    if not grown.exists():
        grown.mkdir()
        for path in pathlib.Path(folder).glob("events-2026-*.ndjson"):
            shutil.copy(path, grown)
    return [Row("to an empty history", empty), Row("to the months of 2026", [*command, str(grown)], "to an empty history")]


def start(tools, data):
    """Start and end of each executable: --version."""
    rows = []
    compiler = shutil.which("cc") or shutil.which("clang")
    peer = "an empty C program, static"
    for name, path in tools.items():
        rows.append(Row(f"`speedgate-{name} --version`", [path, "--version"], peer))
    if compiler:
        (data / "empty.c").write_text("int main(void) { return 0; }\n")
        subprocess.run([compiler, "-O2", "-static", str(data / "empty.c"), "-o", str(data / "empty-program")], check=True)
        rows.append(Row(peer, [str(data / "empty-program")]))
    else:
        without("a C compiler")
    rows.append(Row("`true`", [shutil.which("true")], peer))
    rows.append(Row("`python3 -c pass`", [sys.executable, "-c", "pass"], peer))
    return rows


WORKER = """#!{0}
import os, sys
# Without descriptors of a driver it is no worker.
if os.environ.get("SPEEDGATE_WORKER") is None: sys.exit(2)
os.write(4, b"speedgate-worker 5 0.1.0 many release none none 1 0\\n")
commands = b""
while True:
    more = os.read(3, 4096)
    if not more: sys.exit(0)
    commands += more
    while b"\\n" in commands:
        command, commands = commands.split(b"\\n", 1)
        if command == b"list":
            rest = memoryview(open("{1}", "rb").read())
            while rest: rest = rest[os.write(4, rest):]
        elif command == b"quit": sys.exit(0)
        else: os.write(4, b"failed protocol %\\n")
"""


def listing(tools, data):
    """list of suites whose worker answers from a file."""
    rows = []
    for count in (1_000, 100_000):
        lines, worker = data / f"lines-{count}", data / f"many-{count}"
        with open(lines, "w") as file:
            for number in range(count):
                file.write(f"benchmark {number} many/{number} batched 60 single - - - - - Many/Many.swift {number + 1}\n")
            file.write(f"end {count}\n")
        worker.write_text(WORKER.format(sys.executable, lines))
        worker.chmod(0o755)
        rows.append(Row(f"`list`, {count:,} benchmarks", [tools["bench"], "list", str(worker)], "`python3 -c pass`"))
    rows.append(Row("`python3 -c pass`", [sys.executable, "-c", "pass"]))
    return rows


def reports(tools, data):
    """Twelve formats of a verdict of 10,000 benchmarks and 20,000 findings."""
    verdict = data / "verdict.json"
    once(verdict, lambda: make("make-verdict.py", verdict, 10_000))
    formats = ["markdown", "html", "json", "variables", "junit", "csv", "prometheus", "bencher", "benchmark-action",
               "benchmark-action-bigger", "job-summary"]
    out = data / "reports"
    out.mkdir(exist_ok=True)
    options = [word for name in formats for word in (f"--{name}", str(out / name))]
    peer = "Python's `json.load` and `json.dumps` of that verdict"
    code = "import json, sys; json.dumps(json.load(open(sys.argv[1])), indent=1)"
    # The summary is appended to what is there.
    line = ["sh", "-c", f"rm -f '{out}/job-summary' && exec \"$@\"", "sh"]
    return [
        Row("`render`, twelve formats",
            [*line, tools["report"], "render", str(verdict), "--quiet", "--annotations", *options], peer, size(verdict)),
        Row(peer, [sys.executable, "-c", code, str(verdict)], None, size(verdict)),
    ]


def dashboard(tools, data):
    """The dashboard of 1,000 runs of 37 benchmarks."""
    folder = once(data / "runs", lambda: make("make-history.py", data / "runs", 38_000, 364, 37))
    site = data / "site"
    line = ["sh", "-c", f"rm -rf '{site}' && exec \"$@\"", "sh"]
    return [Row("`dashboard`, 1,000 runs",
                [*line, tools["report"], "dashboard", "--history", folder, "--output", str(site), "--quiet"])]


# More turns where a call takes milliseconds.
SECTIONS = {
    "start": (start, 10), "list": (listing, 1), "check": (check, 1), "import": (imports, 1), "compare": (compare, 1),
    "reports": (reports, 1), "dashboard": (dashboard, 1), "history": (history, 1), "append": (append, 4),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("release", type=pathlib.Path)
    parser.add_argument("--only", action="append", choices=SECTIONS)
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--data", type=pathlib.Path)
    options = parser.parse_args()
    tools = {name: str(options.release.resolve() / f"speedgate-{name}") for name in ("bench", "detect", "report")}
    for path in tools.values():
        if not os.access(path, os.X_OK):
            sys.exit(f"{path} is not there: build it with 'swift build -c release'")
    with tempfile.TemporaryDirectory() as temporary:
        # Calls work in the folder of the data, which is removed in the end.
        data = (options.data or pathlib.Path(temporary)).resolve()
        data.mkdir(parents=True, exist_ok=True)
        for name in options.only or SECTIONS:
            section, factor = SECTIONS[name]
            rows = section(tools, data)
            title = section.__doc__.rstrip(".").replace("\n", " ")
            table(title, rows, options.turns * factor, data)
        os.chdir("/")


main()
