"""Executes every command that the README and the pages of docs/ show.

Usage: docs-blocks.py PROJECT PROGRAMS PACKAGES, where PROGRAMS holds the three tools and reference-workloads, and PACKAGES is
the folder in which the tutorial makes its package.

A block fenced as `sh` is a script; in any other block, lines that begin with `$ ` are commands. Comments before a fence say
what readers need not see:

    <!-- not run: REASON -->     the block is left out
    <!-- ends with 1 -->         it ends with this status, or with one of several: 0 or 1
    <!-- file: PATH -->          the block is this file's content
    <!-- in the project -->      it is run in this project's own folder
"""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

project, programs, packages = (Path(argument).resolve() for argument in sys.argv[1:4])
scratch = packages.parent / "pages"
TUTORIAL = "docs/getting-started.md"
COMMANDS = r"(?!.*─)(speedgate-(bench|detect|report)|swift|git|go|cargo|duckdb|bq|curl|promtool|bash) +[\w./\"$<-]"


class Block:
    def __init__(self, page, line, language, notes):
        self.page, self.line, self.language, self.notes, self.text = page, line, language, notes, ""

    def note(self, pattern):
        found = [m for m in (re.fullmatch(pattern, note) for note in self.notes) if m]
        return found[0][1] if found else None

    @property
    def script(self):
        """The commands of the block; nothing when it shows none."""
        if self.language == "sh":
            return self.text
        lines, commands, goes_on = self.text.split("\n"), [], False
        for line in lines:
            if line.startswith("$ ") or goes_on:
                commands.append(line.removeprefix("$ "))
                goes_on = line.endswith("\\")
        return "\n".join(commands)

    @property
    def statuses(self):
        wanted = self.note(r"ends with (.*)")
        return {int(number) for number in re.findall(r"\d+", wanted)} if wanted else {0}

    @property
    def place(self):
        return f"{self.page}:{self.line}"


def blocks(page):
    """The fenced blocks of a page, each with the comments right before it."""
    result, notes, block, indentation = [], [], None, 0
    for number, line in enumerate((project / page).read_text().split("\n"), 1):
        bare = line.strip()
        if block is not None:
            if bare == "```":
                result.append(block)
                block, notes = None, []
            else:
                block.text += line[min(indentation, len(line) - len(line.lstrip())):] + "\n"
        elif bare.startswith("```"):
            indentation = len(line) - len(line.lstrip())
            block = Block(page, number, bare[3:].strip(), notes)
        elif note := re.fullmatch(r"<!-- (.*?) -->", bare):
            notes = notes + [note[1]]
        elif bare:
            notes = []
    return result


def fail(block, what, output=""):
    print(f"{block.place}: {what}\n{block.text}{output[-4000:]}", file=sys.stderr)
    sys.exit(1)


ENVIRONMENT = {key: os.environ[key] for key in ("HOME", "LANG", "PATH", "TMPDIR", "SPEEDGATE_SCRATCH") if key in os.environ}
ENVIRONMENT.update(PATH=f"{programs}:{ENVIRONMENT['PATH']}", NO_COLOR="1", GIT_CONFIG_NOSYSTEM="1",
                   GIT_CONFIG_GLOBAL=str(scratch / "gitconfig"), SWIFT_BACKTRACE="enable=no")


def execute(script, folder):
    """Runs a script; its status, what it said, and the folder it ended in."""
    place = scratch / "place"
    environment = dict(ENVIRONMENT, GITHUB_STEP_SUMMARY=str(scratch / "summary.md"))
    wrapped = f"trap 'pwd >\"{place}\"' EXIT\n{script}"
    # The output goes to a file: a program that a script leaves behind would keep a pipe open.
    with open(scratch / "output", "w+") as output:
        result = subprocess.run(["bash", "-e", "-u", "-o", "pipefail", "-c", wrapped], cwd=folder, env=environment, timeout=900,
                                stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
        output.seek(0)
        return result.returncode, output.read(), Path(place.read_text().strip())


def prepared():
    """A project as the pages speak of it: a repository with a suite, budgets, records, a baseline and a history."""
    folder = scratch / "prepared"
    (folder / ".build/release").mkdir(parents=True)
    for name in ("speedgate-bench", "speedgate-detect", "speedgate-report", "reference-workloads"):
        (folder / ".build/release" / name).symlink_to(programs / name)
    for name in ("OrderBenchmarks", "my-suite"):
        (folder / ".build/release" / name).symlink_to(programs / "reference-workloads")
    shutil.copytree(project / "budgets", folder / "budgets")
    for name in ("budgets", "emitters"):
        shutil.copytree(project / "docs" / name, folder / "docs" / name)
    fixtures = project / "Tests/GateInterchangeTests/Fixtures"
    shutil.copy(fixtures / "go.txt", folder / "bench.txt")
    shutil.copytree(fixtures / "criterion", folder / "target/criterion")
    (folder / ".benchmarkBaselines/Orders/main").mkdir(parents=True)
    shutil.copy(fixtures / "package-benchmark.json", folder / ".benchmarkBaselines/Orders/main/results.json")
    (folder / "bad.json5").write_text('{ schema: "speedgate.budgets/1", budgets: [{ benchmark: "*", max: "1 s", tolerence: "1%" }] }\n')
    (folder / "Package.swift").write_text(
        '// swift-tools-version: 6.2\nimport PackageDescription\nlet package = Package(name: "Orders")\n')
    (folder / "Makefile").write_text("all:\n\t@true\nclean:\n\t@true\n")
    (folder / "input.txt").write_text("one\ntwo\n")
    (folder / "report.py").write_text("import sys\nprint(sum(len(line) for line in open(sys.argv[1])))\n")
    for name in ("old", "new"):
        (folder / name).mkdir()
        (folder / name / "tool").write_text('#!/bin/sh\nsort "$1"\n')
        (folder / name / "tool").chmod(0o755)
    (folder / ".gitignore").write_text("/.build\n/baselines\n/history\n")
    suite = ".build/release/reference-workloads --profile quick --filter 'query/*' --filter pipeline/embedding"
    status, output, _ = execute(f"""
git init --quiet --initial-branch=main
git config user.email someone@example.org
git config user.name Someone
git add . && git commit --quiet -m Begin
git init --quiet --bare ../remote
git remote add origin ../remote && git push --quiet origin main && git fetch --quiet origin
for number in 1 2; do
  speedgate-bench run {suite} --baseline baselines --output run.json
  speedgate-detect check run.json --baseline baselines --program .build/release/reference-workloads --output verdict.json || [ $? = 1 ]
  speedgate-detect history append run.json verdict.json
done
""", folder)
    if status != 0:
        sys.exit(f"the project that the pages speak of could not be prepared:\n{output}")
    return folder


def copy_of(folder, name):
    """A copy of its own for a page."""
    return shutil.copytree(folder, scratch / name, symlinks=True)


def follow(page, folder):
    """Does what a page says, block after block, in a folder; how many scripts ran and how many were left out."""
    ran, left_out = 0, 0
    for block in blocks(page):
        path = block.note(r"file: (.*)")
        if path:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(block.text)
            continue
        if block.note(r"not run: (.+)"):
            left_out += 1
            continue
        if block.language not in ("sh",) and re.search(f"^{COMMANDS}", block.text, re.M) and block.language in ("", "text"):
            fail(block, "this block has a command and is not fenced as sh")
        if not block.script.strip():
            continue
        start = time.monotonic()
        if "in the project" in block.notes:
            status, output, _ = execute(block.script, project)
        else:
            status, output, folder = execute(block.script, folder)
        if status not in block.statuses:
            fail(block, f"ended with {status}, not with {sorted(block.statuses)}", output)
        ran += 1
        if time.monotonic() - start > 20:
            print(f"{block.place}: took {time.monotonic() - start:.0f} s")
    return ran, left_out


def tutorial():
    """Follows the tutorial in an empty folder, beside a checkout of the library."""
    orders = packages / "Orders"
    orders.mkdir(parents=True, exist_ok=True)
    # What another check compiled there saves minutes; nothing else of it may help.
    for place in [p for p in orders.iterdir() if p.name != ".build"] + [orders / ".build/speedgate"]:
        shutil.rmtree(place) if place.is_dir() else place.unlink(missing_ok=True)
    if not (packages / "Speedgate").exists():
        (packages / "Speedgate").symlink_to(project)
    ran, left_out = follow(TUTORIAL, packages)
    # It ends with a gate that works: the workflows are there, and what they wrote leaves the gate as it was.
    status, output, _ = execute("swift package --allow-writing-to-package-directory gate --profile quick", orders)
    assert status == 0 and "paired with" in output, f"after the tutorial the gate ends with {status}:\n{output[-4000:]}"
    for wanted in (".github/workflows/performance.yml", ".github/workflows/speedgate-comment.yml", "baselines",
                   ".build/speedgate/OrderBenchmarks/report.html"):
        assert (orders / wanted).exists(), f"the tutorial leaves no {wanted}"
    return ran, left_out


def readme():
    """Does what the README says, in the project itself; its own baseline is put aside meanwhile."""
    kept = project / "baselines"
    aside = scratch / "baselines"
    if kept.exists():
        shutil.move(kept, aside)
    try:
        return follow("README.md", project)
    finally:
        shutil.rmtree(kept, ignore_errors=True)
        if aside.exists():
            shutil.move(aside, kept)


shutil.rmtree(scratch, ignore_errors=True)
scratch.mkdir(parents=True)
(scratch / "gitconfig").write_text("[user]\n\tname = Someone\n\temail = someone@example.org\n[advice]\n\tdetachedHead = false\n")
only = os.environ.get("SPEEDGATE_PAGES", "").split()
start = prepared()
pages = ["README.md"] + sorted(str(page.relative_to(project)) for page in (project / "docs").rglob("*.md"))
total_ran = total_left_out = 0
for page in pages:
    if only and page not in only:
        continue
    if page == "README.md":
        ran, left_out = readme()
    elif page == TUTORIAL:
        ran, left_out = tutorial()
    else:
        ran, left_out = follow(page, copy_of(start, page.replace("/", "-")))
    if ran or left_out:
        print(f"{page}: {ran} executed" + (f", {left_out} with a reason not to" if left_out else ""))
    total_ran, total_left_out = total_ran + ran, total_left_out + left_out
assert only or total_ran > 30, f"only {total_ran} blocks were found"
print(f"{total_ran} blocks of commands executed, {total_left_out} left out with a reason")
