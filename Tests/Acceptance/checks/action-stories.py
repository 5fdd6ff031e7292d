"""The action and the workflows in a simulated runner, through the stories of a project's life.

Usage: action-stories.py PROJECT PROGRAMS, where PROGRAMS holds the three tools and reference-workloads."""

import json
import subprocess
from pathlib import Path

from simulated_project import (ENVIRONMENT, MAIN, POLICY, action, baselines, branch, build, cache, expect, git, launches,
                               origin, programs, project, scratch)
from simulated_runner import Build, FakeGitHub, archive

COMMENT = ".github/workflows/speedgate-comment.yml"

github = FakeGitHub()


def comment(run, number, commit, fork=False, head_branch="change", ends_well=True):
    """Runs the comment workflow after a build."""
    owner = "stranger" if fork else "owner"
    github.pulls = [
        {"number": 1000 + number, "head": {"sha": "0" * 40}, "base": {"repo": {"full_name": "owner/project"}}},
        {"number": number, "head": {"sha": commit}, "base": {"repo": {"full_name": "owner/project"}}},
    ]
    payload = {"action": "completed", "repository": {"default_branch": "main"}, "workflow_run": {
        "id": 77, "run_attempt": 1, "workflow_id": 5, "conclusion": "success" if run.green else "failure",
        "event": run.github["event_name"], "head_sha": commit, "head_branch": head_branch,
        "head_repository": {"owner": {"login": owner}, "full_name": f"{owner}/project"}}}
    second = Build(str(origin), cache, "workflow_run", payload, "refs/heads/main", MAIN,
                   dict(ENVIRONMENT, GITHUB_API_URL=github.url))
    github.writes = []
    expect(second.job(project / COMMENT, "comment") == ends_well, "the comment workflow ends as expected", second)
    return second


# First run on the main branch: green, nothing to compare with, and the cache holds numbers and program.
first = build("push", MAIN)
expect(first.green and first.outputs["status"] == "0", "the first run on main passes", first)
expect("first run, nothing to compare with" in first.summary, "the summary says that it is the first", first)
expect(len(baselines()) == 1, "the main branch saves one baseline", first)
entry = baselines()[0]
expect(entry["key"].endswith(MAIN) and entry["key"].startswith("speedgate-linux-"), f"key {entry['key']}")
expect(list(Path(entry["folder"]).glob("*/reference-workloads/programs/*")), "the program is kept")
folder, days = first.artifacts["speedgate-reference-workloads"]
expect(days == "30" and (folder / "report.html").exists(), "the reports are kept for 30 days")
expect("speedgate-comment-reference-workloads" not in first.artifacts, "there is nothing to comment on main")
print("first run on main:", first.outputs["headline"])

# The main branch moves on, and shows its dashboard.
same = branch("same", {})
git("commit", "--quiet", "--allow-empty", "-m", "Move on")
LATER = git("rev-parse", "HEAD")
later = build("push", LATER, pages="true")
expect(later.outputs["outcome"] != "none" and later.outputs["baseline-commit"] == MAIN, "main is compared with main", later)
site, _ = later.artifacts["github-pages"]
expect("pipeline/embedding" in (site / "index.html").read_text(), "the dashboard is uploaded for GitHub Pages", later)
expect('href="https://owner.github.io/project/' in (site / "feed.xml").read_text(), "the feed links to the site's address", later)
expect((site / "api/v1/benchmarks/index.json").exists() and later.outputs["site"], "with its data", later)
expect(list(Path(baselines()[-1]["folders"]["./history"]).glob("events-*.ndjson")), "the cache keeps the history")
expect("github-pages" not in first.artifacts, "no one gets a dashboard unasked")
STORED = len(baselines())
expect(STORED == 2, f"{STORED} baselines")
print("main moves on:", later.outputs["headline"])

# A pull request that changes nothing and was made before that: paired with the program of the commit that it was made
# from, not with the newest; green, and it saves no baseline.
quiet = build("pull_request", same, 7, pages="true")
expect(quiet.green, "an unchanged pull request passes", quiet)
expect(quiet.outputs["baseline-paired"] == "true", "it is paired", quiet)
expect(quiet.outputs["baseline-commit"] == MAIN, f"with its nearest ancestor, {quiet.outputs['baseline-commit']}", quiet)
expect("github-pages" not in quiet.artifacts, "a pull request publishes nothing")
expect(len(baselines()) == STORED, "a pull request saves no baseline")
github.keep(quiet)
comment(quiet, 7, same)
# On a busy machine something can stay unproven; that is news, and a comment.
wanted = 0 if quiet.outputs["outcome"] == "pass" else 1
expect(len(github.writes) == wanted, f"{len(github.writes)} comments, the outcome is {quiet.outputs['outcome']}", quiet)
github.comments = []
print("unchanged pull request:", quiet.outputs["headline"])

# A slower one: the step fails after everything is reported, and the comment names the benchmark.
slow = branch("slow", {"slowdown.txt": "pipeline/embedding=200%\n"})
slower = build("pull_request", slow, 8)
expect(not slower.green and slower.outputs["outcome"] == "fail", "a slower pull request fails", slower)
expect(slower.outputs["status"] == "1" and int(slower.outputs["regressed"]) >= 1, "its outputs say so", slower)
expect("pipeline/embedding" in slower.summary, "its summary names the benchmark", slower)
expect("::error title=Speedgate::gate failed" in slower.log, "an annotation says it", slower)
expect((slower.artifacts["speedgate-reference-workloads"][0] / "report.html").exists(), "the reports are there")
expect(len(baselines()) == STORED, "it saves no baseline")
expect(launches(8), "it keeps the launches of its programs")
github.keep(slower)
comment(slower, 8, slow)
expect(len(github.writes) == 1, "one comment is posted")
method, path, body = github.writes[0]
expect((method, path) == ("POST", "/repos/owner/project/issues/8/comments"), f"{method} {path}")
expect(body.startswith("<!-- speedgate-comment:reference-workloads -->\n"), "it carries its mark")
expect("**pipeline/embedding**" in body and "gate failed" in body, "it names the benchmark")
expect(github.checks[-1]["conclusion"] == "failure" and github.checks[-1]["head_sha"] == slow, "the check run fails beside the commit")
print("slower pull request:", slower.outputs["headline"])

# It is repaired: the same comment turns green.
github.keep(quiet)
comment(quiet, 8, slow)
expect([w[:2] for w in github.writes] == [("PATCH", "/repos/owner/project/issues/comments/100")], str(github.writes))
expect("gate passed" in github.writes[0][2], "the comment is updated when the outcome turns green")

# The server is busy for a moment: what only asks, or changes a comment that is there, is tried again. A new comment
# is not: it may be there although the answer got lost.
github.busy = ["GET", "PATCH"]
comment(quiet, 8, slow)
expect(github.busy == [] and [w[0] for w in github.writes] == ["PATCH"], f"tried again: {github.writes}")
github.comments, github.busy = [], ["POST"]
github.keep(slower)
second = comment(slower, 8, slow, ends_well=False)
expect(github.busy == [] and github.writes == [], f"a POST is not repeated: {github.writes}", second)
expect("::error title=Speedgate comment::the comment could not be written" in second.log, "which is reported", second)

# From a fork, slower and with budgets loosened to hide it: judged by the target branch's, commented all the same.
loose = POLICY.replace("25%", "900%").replace("0%\" } }", "900%\" } }")
forked = branch("forked", {"slowdown.txt": "pipeline/embedding=200%\n", "budgets/all.json5": loose})
stranger = build("pull_request", forked, 9, fork=True)
expect(not stranger.green, "a fork's own budgets do not judge it", stranger)
expect("relaxed" in stranger.summary or "900 %" in stranger.summary, "the loosening is reported", stranger)
expect(len(baselines()) == STORED, "it saves no baseline")
github.comments = [{"id": 5, "body": "<!-- speedgate-comment:reference-workloads -->", "user":
                    {"type": "User", "login": "stranger"}}]
github.keep(stranger)
harm = scratch / "harm"
second = comment(stranger, 9, forked, fork=True, head_branch=f"x$(touch {harm})`touch {harm}`;'\"")
expect([w[:2] for w in github.writes] == [("POST", "/repos/owner/project/issues/9/comments")],
       "a stranger's comment with the mark is not taken for ours", second)
expect(not harm.exists(), "a branch's name is not executed")
expect("secret-token" not in second.log, "the token is not shown")
print("pull request from a fork:", stranger.outputs["headline"])

# The fork's artifacts are whatever it likes.
verdict = json.loads((stranger.artifacts["speedgate-comment-reference-workloads"][0] / "verdict.json").read_text())
evil = json.loads(json.dumps(verdict))
for finding in evil["findings"]:
    finding["benchmark"] = "x | @everyone <img src=x> [link](http://evil.test) --> <!-- speedgate-comment:other -->"
verdict["schema"] = "speedgate.verdict/99"
github.comments = []
github.archives = {
    "speedgate-comment-evil": archive({"verdict.json": json.dumps(evil).encode()}),
    "speedgate-comment-newer": archive({"verdict.json": json.dumps(verdict).encode()}),
    "speedgate-comment-bomb": archive({"verdict.json": b" " * 50_000_000}),
    "speedgate-comment-climber": archive({"../../verdict.json": b"{}", "pr-number.txt": b"1"}),
    "speedgate-comment-broken": b"no archive",
    "speedgate-comment-a/../../b": archive({"verdict.json": json.dumps(evil).encode()}),
    "speedgate-comment-$(touch harm)": archive({"verdict.json": json.dumps(evil).encode()}),
}
second = comment(stranger, 9, forked, fork=True)
expect(len(github.writes) == 1, f"of seven artifacts one is a verdict: {len(github.writes)}", second)
body = github.writes[0][2]
expect("@everyone" not in body and "<img" not in body and "](http" not in body, "markup is made harmless")
expect(body.count("<!-- speedgate-comment:") == 1, "no second mark")
expect(not list(second.workspace.glob("**/harm")), "an artifact's name is not executed")
github.pulls = []
second = comment(stranger, 9, "f" * 40, fork=True)
github.writes = []
print("hostile artifacts: one verdict of seven is shown, made harmless")

# A commit that is no pull request's newest gets no comment.
payload_run = Build(str(origin), cache, "pull_request", {}, "refs/pull/9/merge", forked, ENVIRONMENT)
payload_run.artifacts = stranger.artifacts
github.keep(payload_run)
github.comments = []
stale = Build(str(origin), cache, "workflow_run", {"workflow_run": {
    "id": 77, "event": "pull_request", "head_sha": "e" * 40, "head_branch": "x",
    "head_repository": {"owner": {"login": "stranger"}}}}, "refs/heads/main", MAIN,
    dict(ENVIRONMENT, GITHUB_API_URL=github.url))
expect(stale.job(project / COMMENT, "comment"), "it ends well", stale)
expect(github.writes == [] and "no open pull request" in stale.log, "an old commit's result is not posted", stale)

# The cache is lost: the pull request is judged by its budgets, says that it was compared with nothing, and does not
# become the baseline; the next run on main does.
cache.entries = []
lost = build("pull_request", same, 10)
expect(lost.green and lost.outputs["baseline-found"] == "false", "without a cache there is no comparison", lost)
expect("::warning title=Speedgate::there was no baseline" in lost.log, "a warning says so", lost)
expect(baselines() == [], "a pull request does not become the baseline")
again = build("push", MAIN)
expect(again.green and len(baselines()) == 1, "the next run on main establishes it again", again)
print("cache lost:", lost.outputs["headline"])

# A record is judged where it lies, also in the folder that the reports go to.
run, judge = action(run=".build/speedgate/run.json", tools=str(programs))
(run.workspace / ".build/speedgate").mkdir(parents=True)
record = (quiet.artifacts["speedgate-reference-workloads"][0] / "run.json").read_bytes()
(run.workspace / ".build/speedgate/run.json").write_bytes(record)
ok, outputs = judge()
expect(outputs["verdict"] and (run.workspace / ".build/speedgate/run.json").read_bytes() == record,
       "a record in the folder of the reports is judged and left alone", run)
run, judge = action(run="nowhere.json", tools=str(programs))
ok, outputs = judge()
expect(not ok and "there is no record 'nowhere.json'" in run.log, "a missing record is named", run)
run, judge = action(suite="x", tools="nowhere")
ok, outputs = judge()
expect(not ok and "there is no program 'nowhere/speedgate-bench'" in run.log, "a missing program is named", run)
print("records in place, missing programs: reported")

# Inputs that would be mischief are refused before anything runs, and none reaches a shell.
for name, value in {"baseline-key": f"k$(touch {harm})", "name": "a\nmay-save=true", "baselines": "../outside",
                    "output": "/tmp/outside", "history": "a/../../b", "fail-on": "maybe", "shard": "1/2;x", "policy": "none"}.items():
    bad = Build(str(origin), cache, "push", {"repository": {"default_branch": "main"}}, "refs/heads/main", MAIN,
                ENVIRONMENT)
    bad.workspace = bad.scratch / "w"
    bad.workspace.mkdir()
    bad.succeeded = True
    bad.checkout({"persist-credentials": "false"})
    ok, _ = bad.uses("./.github/actions/speedgate", {"suite": "x", name: value})
    expect(not ok and "::error title=Speedgate::" in bad.log, f"{name} {value!r} is refused", bad)
target = Build(str(origin), cache, "pull_request_target", {}, "refs/heads/main", MAIN, ENVIRONMENT)
target.workspace, target.succeeded = target.scratch, True
target.checkout = None
subprocess.run(["cp", "-R", str(project / ".github"), str(target.workspace)], check=True)
ok, _ = target.uses("./.github/actions/speedgate", {"suite": "x"})
expect(not ok and "use pull_request" in target.log, "pull_request_target is refused", target)
expect(not harm.exists(), "no input is executed")
print("mischief in inputs: refused")
