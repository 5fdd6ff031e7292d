"""A project in a simulated runner, with a cache of its own: what the stories of the action share.

Reads the arguments PROJECT PROGRAMS of the script that uses it, where PROGRAMS holds the three tools,
reference-workloads and DrawnSuite."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from simulated_runner import Build, Cache, read_yaml

project, programs = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
scratch = Path(tempfile.mkdtemp())
origin = scratch / "origin"
WORKFLOW = ".github/workflows/speedgate.yml"

# What performance.yml asks for, and less time to do it in; a few benchmarks are story enough.
caller = read_yaml(project / ".github/workflows/performance.yml")["jobs"]["reference-workloads"]
assert caller["uses"] == "./" + WORKFLOW
INPUTS = dict(caller["with"], profile="quick", **{"time-budget": "12s"})
SHARDS = json.loads(INPUTS["shards"])
assert len(SHARDS) == 2


def git(*arguments):
    return subprocess.run(["git", *arguments], cwd=origin, check=True, capture_output=True, text=True).stdout.strip()


def expect(condition, what, build=None):
    if not condition:
        print(f"not so: {what}", file=sys.stderr)
        if build:
            print(build.log[-6000:], file=sys.stderr)
            print(build.summary[-3000:], file=sys.stderr)
        sys.exit(1)


# The compiler is not what is tested here: "building" takes the programs that are there. The suite's program runs
# the real one, slowed where the commit says so.
commands = scratch / "commands"
commands.mkdir()
(commands / "swift").write_text(f"""#!/bin/bash
set -e
folder="$PWD/.build/release"
mkdir -p "$folder"
while [ $# -gt 0 ]; do
  case "$1" in
    --show-bin-path) echo "$folder"; exit 0 ;;
    --product) product="$2"; shift ;;
  esac
  shift
done
cp {programs}/"$product" "$folder/"
case "$product" in
  reference-workloads)
    printf '#!/bin/sh\\nSPEEDGATE_REFERENCE_SLOWDOWN=%s exec {programs}/reference-workloads "$@"\\n' \\
      "$(cat slowdown.txt)" >"$folder/$product" ;;
  DrawnSuite)
    printf '#!/bin/sh\\nDRAWN_BENCHMARKS=2 DRAWN_NOISE=wall_time=0.1 DRAWN_FACTORS=wall_time=%s exec {programs}/DrawnSuite "$@"\\n' \\
      "$(cat factor.txt)" >"$folder/$product" ;;
esac
""")
(commands / "apt-get").write_text("#!/bin/sh\n")
for command in commands.iterdir():
    command.chmod(0o755)

# The project as a repository of its own, with budgets of its own.
origin.mkdir()
git("init", "--quiet", "--initial-branch=main")
git("config", "user.email", "someone@example.org")
git("config", "user.name", "Someone")
git("config", "uploadpack.allowAnySHA1InWant", "true")
subprocess.run(["cp", "-R", str(project / ".github"), str(origin)], check=True)
(origin / "slowdown.txt").write_text("\n")
(origin / "factor.txt").write_text("1\n")
(origin / ".gitignore").write_text("/.build\n/baselines\n")
(origin / "budgets").mkdir()
POLICY = '{ schema: "speedgate.budgets/1", regressions: { wall_time: { fail: "25%" }, allocations: { fail: "0%" } } }\n'
(origin / "budgets/all.json5").write_text(POLICY)
git("add", ".")
git("commit", "--quiet", "-m", "Begin")
MAIN = git("rev-parse", "HEAD")


def branch(name, files):
    git("checkout", "--quiet", "-b", name, MAIN)
    for path, text in files.items():
        (origin / path).write_text(text)
    git("commit", "--quiet", "--allow-empty", "-am", name)
    commit = git("rev-parse", "HEAD")
    git("checkout", "--quiet", "main")
    return commit


ENVIRONMENT = {key: os.environ[key] for key in ("HOME", "LANG") if key in os.environ}
ENVIRONMENT["PATH"] = f"{commands}:{os.environ['PATH']}"
cache = Cache()


def baselines(store=cache):
    """What the cache holds of baselines; launches of two programs are kept under names of their own."""
    return [e for e in store.entries if not e["key"].startswith("launches/")]


def launches(number, store=cache):
    """What the cache holds of a pull request's launches, the oldest first."""
    return [e for e in store.entries if e["key"].startswith("launches/") and e["scope"] == f"refs/pull/{number}/merge"]


def started(event, commit, number, fork=False, store=cache, again=None):
    """A run of a workflow for an event; again is the run that is started once more."""
    payload = {"repository": {"default_branch": "main"}}
    ref = "refs/heads/main"
    if event == "pull_request":
        ref = f"refs/pull/{number}/merge"
        head = "stranger/project" if fork else "owner/project"
        payload["pull_request"] = {"number": number, "base": {"sha": MAIN},
                                   "head": {"sha": commit, "repo": {"full_name": head}}}
    return Build(str(origin), store, event, payload, ref, commit, ENVIRONMENT,
                 attempt=again.attempt + 1 if again else 1, identifier=again.identifier if again else None)


def build(event, commit, number=0, fork=False, store=cache, again=None, **inputs):
    """Runs the whole measuring workflow for an event; what it kept, and whether the gate was green."""
    run = started(event, commit, number, fork, store, again)
    inputs = dict(INPUTS, **inputs)
    ok = run.job(project / WORKFLOW, "build", inputs)
    expect(ok, "the programs are built", run)
    for shard in SHARDS:
        for machine in json.loads(run.needs["build"]["outputs"]["machines"]):
            ok = run.job(project / WORKFLOW, "measure", inputs, {"shard": shard, "machine": machine})
            expect(ok, f"shard {shard} is measured by machine {machine or 1}", run)
    run.green = run.job(project / WORKFLOW, "gate", inputs)
    run.outputs = run.steps["speedgate"]["outputs"]
    # Large, and no one asks for them after the last job.
    shutil.rmtree(run.artifacts.pop(f"speedgate-programs-{inputs['product']}")[0])
    shutil.rmtree(run.workspace / ".build/programs")
    (run.workspace / ".build/programs.tar").unlink()
    return run


def action(run=None, /, **inputs):
    """The measuring action alone, by default on the main branch's newest commit."""
    run = run or started("push", MAIN, 0)
    run.workspace = run.scratch / "w"
    run.workspace.mkdir()
    run.succeeded = True
    run.checkout({"persist-credentials": "false"})
    return run, lambda: run.uses("./.github/actions/speedgate", inputs)
