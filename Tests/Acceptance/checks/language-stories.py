"""The action on projects in C and in Python, and on another harness's numbers, in a simulated runner.

Usage: language-stories.py PROJECT PROGRAMS, where PROGRAMS holds the three tools."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from simulated_runner import Build, Cache

project, programs = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
scratch = Path(tempfile.mkdtemp())
ENVIRONMENT = {key: os.environ[key] for key in ("HOME", "LANG", "PATH") if key in os.environ}
POLICY = '{ schema: "speedgate.budgets/1", regressions: { wall_time: { fail: "25%" } } }\n'


def expect(condition, what, build=None):
    if not condition:
        print(f"not so: {what}", file=sys.stderr)
        if build:
            print(build.log[-6000:], file=sys.stderr)
            print(build.summary[-3000:], file=sys.stderr)
        sys.exit(1)


class Project:
    """A repository with a cache of its own, whose workflow is one step: this action with some inputs."""

    def __init__(self, name, files, /, **inputs):
        self.origin, self.cache = scratch / name, Cache()
        self.inputs = dict({"tools": str(programs), "profile": "quick", "time-budget": "6s"}, **inputs)
        self.origin.mkdir()
        self.git("init", "--quiet", "--initial-branch=main")
        for key, value in {"user.email": "someone@example.org", "user.name": "Someone",
                           "uploadpack.allowAnySHA1InWant": "true"}.items():
            self.git("config", key, value)
        shutil.copytree(project / ".github/actions", self.origin / ".github/actions")
        self.write({".gitignore": "/.build\n/baselines\n/history\n/bin\n/.venv\n__pycache__\n", "budgets/all.json5": POLICY})
        self.main = self.commit("Begin", files)

    def git(self, *arguments):
        return subprocess.run(["git", *arguments], cwd=self.origin, check=True, capture_output=True, text=True).stdout.strip()

    def write(self, files):
        for path, text in files.items():
            (self.origin / path).parent.mkdir(parents=True, exist_ok=True)
            (self.origin / path).write_text(text)

    def commit(self, message, files):
        self.write(files)
        self.git("add", ".")
        self.git("commit", "--quiet", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")

    def branch(self, name, files, at=None):
        self.git("checkout", "--quiet", "-b", name, at or self.main)
        commit = self.commit(name, files)
        self.git("checkout", "--quiet", "main")
        return commit

    def run(self, event, commit, number=0, base=None, before="0" * 40, **inputs):
        payload, ref = {"repository": {"default_branch": "main"}, "before": before}, "refs/heads/main"
        if event == "pull_request":
            ref = f"refs/pull/{number}/merge"
            payload["pull_request"] = {"number": number, "base": {"sha": base or self.main},
                                       "head": {"sha": commit, "repo": {"full_name": "owner/project"}}}
        build = Build(str(self.origin), self.cache, event, payload, ref, commit, ENVIRONMENT)
        build.workspace = build.scratch / "w"
        build.workspace.mkdir()
        build.succeeded = True
        build.checkout({"persist-credentials": "false"})
        build.green, build.outputs = build.uses("./.github/actions/speedgate", dict(self.inputs, **inputs))
        return build

    def push(self, commit=None, **options):
        return self.run("push", commit or self.main, **options)

    def pull(self, commit, number, **options):
        return self.run("pull_request", commit, number, **options)

    def records(self):
        """The records that the newest cache holds."""
        folder = Path(self.cache.entries[-1]["folder"]) if self.cache.entries else None
        return sorted(folder.glob("*/*/records/*.json")) if folder else []


def unchanged(build):
    """Whether every time is reported as passed, or as hidden by a busy machine; all of it from pairs."""
    return all(state in (("passed", "paired"), ("unproven", "paired")) for state in findings(build).values())


def findings(build):
    """The judged times of a build, by benchmark."""
    verdict = json.loads(next(build.workspace.glob("**/verdict.json")).read_text())
    return {f["benchmark"]: (f["status"], f["evidence"]["kind"]) for f in verdict["findings"] if f.get("metric") == "wall_time"}


# A project in C, with two commands. Its work is a loop, its Makefile compiles.
C = "#include <stdio.h>\nint main(void) {\n  volatile unsigned long sum = 0;\n" \
    "  for (unsigned long i = 0; i < %dUL; i++) sum += i;\n  printf(\"done\\n\");\n  return 0;\n}\n"
# Some ten milliseconds. What is slower takes several times as long, because the machine may be busy.
WORK = 15_000_000
SOURCES = {"Makefile": "all: bin/loop bin/other\nbin/%: %.c\n\t@mkdir -p bin\n\tcc -O1 -o $@ $<\n",
           "loop.c": C % WORK, "other.c": C % WORK}
c = Project("c", SOURCES, build="make --silent", name="loops",
            command="# what people wait for\nloop: bin/loop 'an argument'\n  other:   bin/other\n\n")
first = c.push()
expect(first.green and first.outputs["status"] == "0", "the first run on main passes", first)
expect(len(c.records()) == 1, "its record is stored", first)
expect(not list(Path(c.cache.entries[-1]["folder"]).glob("*/*/programs/*")), "and no program")
print("C, first run on main:", first.outputs["headline"])

same = c.branch("same", {"README": "nothing\n"})
quiet = c.pull(same, 1)
expect(quiet.green, "an unchanged pull request passes", quiet)
expect(quiet.outputs["baseline-paired"] == "true" and quiet.outputs["baseline-commit"] == c.main, "it is paired with its base", quiet)
expect(set(findings(quiet)) == {"loop", "other"} and unchanged(quiet), f"{findings(quiet)}", quiet)
expect(len(c.cache.entries) == 1, "it saves nothing")
expect("speedgate-comment-loops" in quiet.artifacts, "its verdict is kept for the comment")
print("C, unchanged pull request:", quiet.outputs["headline"])

slow = c.branch("slow", {"loop.c": C % (4 * WORK)})
slower = c.pull(slow, 2)
expect(not slower.green and slower.outputs["status"] == "1", "a slower pull request fails", slower)
expect(findings(slower)["loop"] == ("regressed", "paired"), f"{findings(slower)}", slower)
expect(findings(slower)["other"][0] in ("passed", "unproven"), f"{findings(slower)}", slower)
print("C, slower pull request:", slower.outputs["headline"])

# The main branch became quicker after the branch left: the change is not blamed for what it does not have.
quick = c.commit("Half the work", {"loop.c": C % (WORK // 3)})
old = c.pull(same, 3, base=quick)
expect(old.green and old.outputs["baseline-commit"] == c.main, "a branch is compared with the commit where it left", old)
# GitHub checks out a merge: its first parent is what it would be merged into.
c.git("checkout", "--quiet", "--detach", quick)
c.git("merge", "--quiet", "--no-ff", "-m", "Merge", same)
merge = c.git("rev-parse", "HEAD")
c.git("checkout", "--quiet", "main")
merged = c.pull(merge, 3, base=c.main)
expect(merged.green and merged.outputs["baseline-commit"] == quick, "a merge is compared with its first parent", merged)
print("C, branches that left earlier: compared with what they were made from")

# The main branch goes on from the last commit that passed, and its dashboard is drawn.
worse = c.commit("Much more work", {"loop.c": C % (5 * WORK)})
failing = c.push(worse, before=quick)
expect(not failing.green and failing.outputs["baseline-commit"] == c.main, "main is compared with the last that passed", failing)
still = c.push(c.commit("Nothing", {"README": "still\n"}), before=worse)
expect(not still.green and len(c.records()) == 1, "a second push does not make it good", still)
repaired = c.push(c.commit("Repair", {"loop.c": C % WORK}), pages="true")
expect(repaired.green and len(c.records()) == 2, "a repaired main branch is stored", repaired)
expect("loop" in (repaired.artifacts["github-pages"][0] / "index.html").read_text(), "with its dashboard", repaired)
print("C, the main branch:", repaired.outputs["headline"])

# What does not build is reported, and passes nothing.
broken = c.commit("Break the build", {"loop.c": "int main(void) {\n"})
mine = c.push(broken)
expect(not mine.green and mine.outputs["status"] == "2" and "the build failed" in mine.outputs["headline"], "a build that fails", mine)
fix = c.branch("fix", {"loop.c": C % WORK}, at=broken)
based = c.pull(fix, 4, base=broken)
expect(not based.green and based.outputs["status"] == "2", "a base commit that does not build is status 2", based)
expect(f"the base commit {broken} does not build" in based.outputs["headline"], based.outputs["headline"], based)
expect("could not judge" in based.summary and "Build both sides" in based.summary, "the summary names the step", based)
alone = c.pull(fix, 4, base=broken, pair="false")
expect(alone.green and alone.outputs["baseline-paired"] == "false", "with pair: false stored numbers do", alone)
gone = c.pull(fix, 5, base="1" * 40)
expect(not gone.green and gone.outputs["status"] == "2" and "cannot be fetched" in gone.outputs["headline"], "a lost base", gone)
print("C, builds that fail:", based.outputs["headline"])

# A file of commands, in a folder of the repository; the change brings a program, and takes one away.
FILE = '{ schema: "speedgate.commands/1", benchmarks: [ %s ] }\n'
ONE = '{ name: "%s", command: "bin/%s" }'
nested = Project("nested", {f"tool/{path}": text for path, text in SOURCES.items()}
                 | {"tool/benches.json5": FILE % ", ".join([ONE % ("loop", "loop"), ONE % ("other", "other")]),
                    "tool/budgets/all.json5": POLICY},
                 build="make --silent", commands="benches.json5", **{"working-directory": "tool"})
change = nested.branch("change", {"tool/third.c": C % 1000, "tool/Makefile": SOURCES["Makefile"].replace("other", "third"),
                                  "tool/benches.json5": FILE % ", ".join([ONE % ("loop", "loop"), ONE % ("third", "third")])})
first = nested.push()
expect(first.green and "speedgate-benches" in first.artifacts, "the file names the suite", first)
changed = nested.pull(change, 1)
verdict = json.loads(next(changed.workspace.glob("**/verdict.json")).read_text())
states = {(f["benchmark"], f["status"]) for f in verdict["findings"]}
expect({("other", "missing"), ("third", "new")} <= states and findings(changed)["loop"][1] == "paired", f"{states}", changed)
expect(not changed.green, "a benchmark that vanished fails", changed)
misspelt = nested.branch("misspelt", {"tool/benches.json5": FILE % '{ name: "a", comand: "b" }'})
wrong = nested.pull(misspelt, 2)
expect(not wrong.green and wrong.outputs["status"] == "2" and "benches.json5:1:" in wrong.log, "a mistake has its place", wrong)
print("a file of commands:", changed.outputs["headline"])

# A project in Python: two virtual environments, and a module that the change makes slower.
MODULE = "def work():\n    return sum(i * i for i in range(%d))\n"
python = Project("python", {"bench.py": "import sys\nimport module\nprint(module.work(), file=sys.stderr)\nprint(sys.prefix)\n",
                            "module.py": MODULE % 300_000},
                 build="python3 -m venv --without-pip .venv", command=".venv/bin/python bench.py")
expect(python.push().green, "the first run on main passes")
quiet = python.pull(python.branch("same", {"README": "nothing\n"}), 1)
expect(quiet.green and set(findings(quiet)) == {"python"} and unchanged(quiet), f"{findings(quiet)}", quiet)
slower = python.pull(python.branch("slow", {"module.py": MODULE % 1_500_000}), 2)
expect(not slower.green and findings(slower) == {"python": ("regressed", "paired")}, f"{findings(slower)}", slower)
lost = python.pull(python.branch("lost", {"bench.py": "import nowhere\n"}), 3)
expect(not lost.green and "No module named" in lost.log, "a program that fails does not pass", lost)
print("Python, slower pull request:", slower.outputs["headline"])

# The same on any service, by the script that the examples call.
clone = scratch / "clone"


def gate(commit, **variables):
    shutil.rmtree(clone, ignore_errors=True)
    subprocess.run(["git", "clone", "--quiet", f"file://{nested.origin}", clone], check=True)
    subprocess.run(["git", "checkout", "--quiet", commit], cwd=clone, check=True)
    shutil.copytree(project / "docs/ci", clone / "tool/docs/ci")
    return subprocess.run(["bash", "docs/ci/gate-commands.sh"], cwd=clone / "tool", text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, env=dict(ENVIRONMENT, TOOLS=str(programs), BUILD="make --silent", **variables))


result = gate(nested.main, IS_MAIN="true")
expect(result.returncode == 0 and list(clone.glob("tool/baselines/*/benches/records/*")), f"main is stored\n{result.stdout}")
result = gate(nested.branch("slow", {"tool/loop.c": C % (4 * WORK)}), BASE=nested.main)
expect(result.returncode == 1 and "paired with" in result.stdout, f"a slower change fails\n{result.stdout}")
expect((clone / "tool/.build/speedgate/junit.xml").exists() and not (clone / "tool/baselines").exists(), "it is reported")
left = subprocess.run(["git", "worktree", "list"], cwd=clone, text=True, capture_output=True, check=True).stdout
expect(left.count("\n") == 1, f"the base's folder is gone: {left}")
result = gate(nested.main, BASE=nested.branch("unbuilt", {"tool/loop.c": "int main(void) {\n"}))
expect(result.returncode == 2 and "does not build" in result.stdout, f"a base that does not build is status 2\n{result.stdout}")
result = gate(nested.main, BASE="1" * 40)
expect(result.returncode == 2 and "cannot be fetched" in result.stdout, f"and so is one that is lost\n{result.stdout}")
print("gate-commands.sh: stores, fails, and shows what does not build")

# Another harness's numbers, as a build of each commit finds them. Three builds of 10 ms, then one of 40.
numbers = Project("numbers", {"results/a.json": "[]"}, **{"import": "results/*.json", "from": "generic"})


def rows(milliseconds):
    return {"results/a.json": json.dumps([{"name": "parse", "unit": "ms", "value": milliseconds}]),
            "results/b.json": json.dumps([{"name": "parse", "unit": "ms", "value": milliseconds * 1.01}])}


for count in (1, 2, 3):
    stored = numbers.push(numbers.commit("Go on", rows(10)))
    expect(stored.green and len(numbers.records()) == count, f"build {count} is stored", stored)
numbers.main = numbers.git("rev-parse", "HEAD")
slower = numbers.pull(numbers.branch("slow", rows(40)), 1)
expect(not slower.green and findings(slower) == {"parse": ("regressed", "cached")}, f"{findings(slower)}", slower)
expect(len(numbers.cache.entries) == 3, "a pull request stores nothing")
pushed = numbers.push(numbers.commit("Slow", rows(40)), pages="true")
expect(not pushed.green and "parse" in (pushed.artifacts["github-pages"][0] / "index.html").read_text(), "nor does main", pushed)
nothing = numbers.push(**{"import": "absent-*.json"})
expect(not nothing.green and nothing.outputs["status"] == "2" and "absent-*.json" in nothing.outputs["headline"], "no file", nothing)
print("imported numbers, 10, 10, 10 and 40 ms:", slower.outputs["headline"])

# The same as a record that an earlier step made.
given = Project("given", {}, run="run.json")
results = []
for milliseconds in (10, 10, 10, 40):
    given.commit("Go on", {"numbers.json": json.dumps([{"name": "parse", "unit": "ms", "value": milliseconds}] * 2)})
    subprocess.run([programs / "speedgate-bench", "import", "--from", "generic", "numbers.json", "--suite", "orders",
                    "--output", "run.json", "--quiet"], cwd=given.origin, check=True)
    results.append(given.push(given.commit("With its record", {})))
expect([r.green for r in results] == [True, True, True, False], f"{[r.outputs['headline'] for r in results]}", results[-1])
print("a record as it is given:", results[-1].outputs["headline"])

# Inputs that contradict each other or would be mischief are refused, and none reaches a shell unasked.
harm = scratch / "harm"
for inputs, words in [({"command": "true", "run": "run.json"}, "two ways to say what is gated"),
                      ({"command": "true", "suite": "x"}, "two ways to say what is gated"),
                      ({"import": "*.json", "shard": "1/2"}, "cannot be given with shard"),
                      ({"suite": "x", "build": "make"}, "build belongs to command"),
                      ({"command": "true", "from": "go"}, "from belongs to import"),
                      ({"command": "true", "pair": "maybe"}, "it is true or false"),
                      ({"commands": "../outside.json5"}, "leave out '..'"),
                      ({}, "nothing is to be gated")]:
    given.inputs = {"tools": str(programs)}
    refused = given.push(**inputs)
    expect(not refused.green and f"::error title=Speedgate::" in refused.log and words in refused.log, f"{inputs}", refused)
given.inputs = {"tools": str(programs), "profile": "quick", "time-budget": "2s"}
odd = given.push(command=f'echo: echo "a \\"b\\" $(touch {harm})" `touch {harm}` ; touch {harm}\tx')
expect(odd.green and not harm.exists(), "a command line is no shell's", odd)
odd = given.push(**{"import": f"$(touch {harm}) `touch {harm}`; touch {harm}"})
expect(not odd.green and not harm.exists(), "a pattern is no shell's", odd)
unclosed = given.push(command="say: echo 'a")
expect(not unclosed.green and unclosed.outputs["status"] == "2" and "a quote is not closed" in unclosed.log, "", unclosed)
twice = given.push(command="echo a\necho b")
expect(not twice.green and "two benchmarks are named 'echo'" in twice.log, "names are needed", twice)
print("contradictions and mischief in inputs: refused")
