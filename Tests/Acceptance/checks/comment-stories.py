"""The comment workflow in a simulated runner: the check run, and comments whose verdict is of an earlier commit.

Usage: comment-stories.py PROJECT PROGRAMS, where PROGRAMS holds speedgate-report. Verdicts are made up, so that nothing is
measured."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from simulated_project import ENVIRONMENT, MAIN, cache, expect, origin, project
from simulated_runner import Build, FakeGitHub, archive

COMMENT = ".github/workflows/speedgate-comment.yml"
ONE, TWO, THREE = ("1" * 40, "2" * 40, "3" * 40)
github = FakeGitHub()


def verdict(count, regressed=0, line=1, path="Sources/Orders/Main.swift", name="operation"):
    """A verdict on a number of benchmarks, of which the first regressed; all say where they are declared."""
    file = Path(tempfile.mkdtemp()) / "v.json"
    subprocess.run([sys.executable, str(project / "Tests/Acceptance/checks/make-verdict.py"), str(file), "1"], check=True)
    whole = json.loads(file.read_text())
    first = whole["findings"][0]
    budget = whole["findings"][1]
    whole["findings"] = []
    for place in range(count):
        finding = dict(first, benchmark=f"{name}{place}")
        if place < regressed:
            finding.update(status="regressed", severity="minor", source={"file": path, "line": line + place})
            finding["change"] = dict(first["change"], ratio=1.3, low=1.2, high=1.4)
            finding["value"] = 1.3 * finding["baseline_value"]
        else:
            finding.pop("severity", None)
            finding.update(status="passed", change=dict(first["change"], ratio=1.0, low=0.99, high=1.01))
            finding["value"] = finding["baseline_value"]
        whole["findings"].append(finding)
    whole["findings"].append(budget)
    whole.update(outcome="fail" if regressed else "pass", measurements=[])
    whole["run"]["benchmarks"] = count
    whole["policy"]["comparison_count"] = whole["accounting"]["compared"] = count
    whole["accounting"]["limits"] = 1
    return whole


def keep(**verdicts):
    """What the run uploaded: a verdict, or the bytes of an archive, by name."""
    github.archives = {f"speedgate-comment-{name}": archive({"verdict.json": json.dumps(v).encode()})
                       if isinstance(v, dict) else v for name, v in verdicts.items()}


def run(commit, conclusion, *, action="completed", identifier=77, attempt=1, workflow=5, newest=None, ends_well=True):
    """The comment workflow for an event of a run of that commit; the pull request's newest commit may be another."""
    github.pulls = [{"number": 8, "head": {"sha": newest or commit}, "base": {"repo": {"full_name": "owner/project"}}}]
    github.writes, github.check_requests = [], []
    payload = {"action": action, "repository": {"default_branch": "main"}, "workflow_run": {
        "id": identifier, "run_attempt": attempt, "workflow_id": workflow, "event": "pull_request", "head_sha": commit,
        "head_branch": "change", "conclusion": conclusion,
        "head_repository": {"owner": {"login": "owner"}, "full_name": "owner/project"}}}
    build = Build(str(origin), cache, "workflow_run", payload, "refs/heads/main", MAIN,
                  dict(ENVIRONMENT, GITHUB_API_URL=github.url))
    ok = build.job(project / COMMENT, "begin" if action == "in_progress" else "comment")
    expect(ok == ends_well, "the comment workflow ends as expected", build)
    return build


# A run begins: one check run in progress, beside the commit that is measured. A second event changes nothing.
begun = run(ONE, None, action="in_progress")
expect(github.writes == [] and [r[0] for r in github.check_requests] == ["POST"], f"{github.check_requests}", begun)
check = github.checks[0]
expect((check["name"], check["head_sha"], check["status"]) == ("Speedgate", ONE, "in_progress"), f"{check}", begun)
run(ONE, None, action="in_progress")
expect(github.check_requests == [] and len(github.checks) == 1, "one check run is made for a run")

# It ends with more findings than a request may carry: the check run fails, and every finding is beside its line.
keep(gate=verdict(150, 120))
ended = run(ONE, "failure")
expect(len(github.checks) == 1 and check["status"] == "completed" and check["conclusion"] == "failure", f"{check}", ended)
sizes = [len(r[2]["output"].get("annotations", [])) for r in github.check_requests]
expect(sizes == [50, 50, 20], f"annotations in batches: {sizes}", ended)
expect([("conclusion" in r[2]) for r in github.check_requests] == [False, False, True], "only the last request completes", ended)
first = check["annotations"][0]
expect((first["path"], first["start_line"], first["annotation_level"]) == ("Sources/Orders/Main.swift", 1, "failure"), f"{first}")
expect(first["title"].startswith("operation0") and "+30" in first["message"], f"it says what was found: {first}")
expect("gate failed" in check["title"] and "operation0" in check["summary"], f"its title is the verdict: {check['title']}")
expect([w[0] for w in github.writes] == ["POST"], "the comment is posted as ever", ended)
print("a run with 120 regressions: in progress, then failed, annotations in batches of", sizes)

# The next commit passes: a check run of its own, green; the comment is updated.
keep(gate=verdict(3))
passed = run(TWO, "success", identifier=78)
expect(github.checks[1]["conclusion"] == "success" and github.checks[1]["annotations"] == [], f"{github.checks[1]}", passed)
expect(github.checks[1]["head_sha"] == TWO, "it is beside its own commit")
expect("gate passed" in github.comments[0]["body"], "the comment turns green", passed)
# A run that passes although its verdict fails has fail-on: never.
keep(gate=verdict(3, 1))
run(TWO, "success", identifier=79)
expect(github.checks[2]["conclusion"] == "neutral", f"fail-on: never {github.checks[2]}")
# One that does not pass although every verdict does is not green, and started again it is another check run.
keep(gate=verdict(3))
run(TWO, "failure", identifier=79, attempt=2)
expect(github.checks[3]["conclusion"] == "failure", f"{github.checks[3]}")
print("passed, passed with a verdict that fails, failed elsewhere: success, neutral, failure")

# Several verdicts in one run are one check run: the worst counts.
keep(linux=verdict(2), macos=verdict(2, 1))
run(TWO, "failure", identifier=80)
both = github.checks[4]
expect(both["title"] == "2 verdicts: linux pass, macos fail" and both["conclusion"] == "failure", f"{both['title']}")
expect("## linux" in both["summary"] and "## macos" in both["summary"] and len(both["annotations"]) == 1, "both are shown")
print("several verdicts:", both["title"])

# The token may not: one line says so, and everything else is done.
github.allows_checks, github.comments = False, []
keep(gate=verdict(3, 1))
for action in ("in_progress", "completed"):
    refused = run(ONE, "failure", identifier=81, action=action)
    lines = [line for line in refused.log.splitlines() if "check run" in line or "403" in line]
    expect(len(lines) == 1 and "give the job the permission checks: write" in lines[0], f"one line: {lines}", refused)
expect(len(github.checks) == 5 and [w[0] for w in github.writes] == ["POST"], "the comment is posted", refused)
github.allows_checks = True
# GitHub takes none of the annotations: the check run is completed without them, never left in progress.
github.takes_annotations = False
bare = run(ONE, "failure", identifier=82)
expect(github.checks[5]["conclusion"] == "failure" and github.checks[5]["annotations"] == [], f"{github.checks[5]}", bare)
expect("annotations were refused" in bare.log, "a warning says so", bare)
github.takes_annotations = True
print("no permission: one line; annotations refused: completed without")

# The next commit has no verdict. Its comment is marked, once, whatever happens after that.
ours, commit = github.comments[0], ONE
before = ours["body"]
for conclusion, words in (("failure", "the run failed before it had a verdict"), ("cancelled", "the run was cancelled")):
    keep()
    none = run(TWO, conclusion, identifier=90)
    expect([w[0] for w in github.writes] == ["PATCH"], f"{conclusion}: {github.writes}", none)
    lines = ours["body"].split("\n")
    expect(lines[0] == "<!-- speedgate-comment:gate -->", "its mark stays the first line", none)
    expect("Outdated:" in lines[3] and ONE[:7] in lines[3] and TWO[:7] in lines[3] and words in lines[3], lines[3], none)
    expect(ours["body"].count("Outdated:") == 1, "it is marked once", none)
    kept = lines[:2] + lines[6:]
    expect("\n".join(kept) == before, "nothing else of it changes", none)
    shown = github.checks[-1]
    expect(shown["conclusion"] == conclusion and shown["title"].startswith("No verdict: "), f"{shown}", none)
# So it is when the verdict cannot be read.
torn = dict(verdict(3), schema="speedgate.verdict/99")
keep(gate=torn)
unread = run(THREE, "success", identifier=91)
expect("its verdict could not be read" in ours["body"] and THREE[:7] in ours["body"], ours["body"][:400], unread)
expect(github.checks[-1]["conclusion"] == "failure", "a verdict that cannot be read is none that passed", unread)
# Without news: the same commit started again and cancelled, another workflow's run, a stranger's comment.
keep()
run(ONE, "cancelled", identifier=92)
expect(github.writes == [], f"the comment of this commit is not of an earlier one: {github.writes}")
run(THREE, "failure", identifier=93, workflow=6)
expect(github.writes == [], f"another workflow marks nothing: {github.writes}")
ours["user"] = {"type": "User", "login": "stranger"}
run(THREE, "failure", identifier=94)
expect(github.writes == [], f"a stranger's comment is left alone: {github.writes}")
ours["user"] = {"type": "Bot", "login": "github-actions[bot]"}
# The next verdict takes the mark away.
keep(gate=verdict(3))
run(THREE, "success", identifier=95)
expect("Outdated:" not in ours["body"] and "gate passed" in ours["body"], "the next verdict takes the mark away")
print("no verdict: the comment is marked as outdated, until the next one")

# A commit that is no longer the newest gets no comment, but its check run ends.
keep(gate=verdict(3, 1))
run(ONE, None, action="in_progress", identifier=96)
late = run(ONE, "cancelled", identifier=96, newest=TWO)
expect(github.writes == [] and github.checks[-1]["status"] == "completed", f"{github.checks[-1]}", late)

# The artifacts are whatever a stranger likes: paths and lines that lead elsewhere make it no verdict.
for path, line in (("/etc/passwd", 1), ("../../x", 1), ("a\nb", 1), ("a", 0), ("a", 10 ** 12)):
    keep(gate=verdict(2, 1, line=line, path=path))
    hostile = run(TWO, "success", identifier=97)
    expect("holds no verdict that this version reads" in hostile.log, f"{path!r}:{line} is refused", hostile)
    github.checks.pop()
keep(gate=verdict(2, 1, name="@everyone \u202e <img src=x>\n::error::"))
hostile = run(TWO, "failure", identifier=98)
shown = github.checks[-1]
text = shown["annotations"][0]["title"] + shown["annotations"][0]["message"]
expect("\n" not in text and "\u202e" not in text, f"texts are one line each, with nothing hidden: {text!r}", hostile)
expect("@everyone" not in shown["summary"] and "<img" not in shown["summary"], "the report's markup is made harmless", hostile)
expect("secret-token" not in hostile.log, "the token is not shown")
print("hostile places and names: refused, made harmless")
