"""The examples for other services, executed: what the service would run, with its own programs stood in for.

Usage: ci-stories.py PROJECT PROGRAMS"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

from simulated_runner import read_yaml

project, programs = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
scratch = Path(tempfile.mkdtemp())
stubs = scratch / "stubs"
stubs.mkdir()


def expect(condition, what, result=None):
    if not condition:
        print(f"not so: {what}\n{result.stdout if result else ''}", file=sys.stderr)
        sys.exit(1)


def stub(name, text):
    (stubs / name).write_text("#!/bin/bash\n" + text)
    (stubs / name).chmod(0o755)


# One short measurement serves all; measuring is tested elsewhere.
record = scratch / "run.json"
subprocess.run([programs / "speedgate-bench", "run", programs / "reference-workloads", "--filter", "query/*", "--profile",
                "quick", "--allow-debug", "--quiet", "--output", record], check=True, stdout=subprocess.DEVNULL,
               stderr=subprocess.DEVNULL)
stub("swift", f"""
folder="$PWD/.build/release"; mkdir -p "$folder"
while [ $# -gt 0 ]; do
  case "$1" in --show-bin-path) echo "$folder"; exit 0 ;; --product) product="$2" ;; esac
  shift
done
if [ "$product" = speedgate-bench ]; then
  printf '#!/bin/bash\\n[ "$1" = run ] || exit 0\\ncp {record} "${{@: -1}}"\\n' >"$folder/$product"; chmod +x "$folder/$product"
else
  cp {programs}/"$product" "$folder/"
fi
""")
stub("buildkite-agent", f'echo "$*" >>{scratch}/annotations; cat >>{scratch}/annotations\n')
stub("curl", f"""
printf '%s\\n' "$*" >>{scratch}/requests
case "$*" in
  *per_page*) jq -n --arg b "$(head -n 1 .build/speedgate/report.md)" '[{{id: 4, author: {{id: 8}}, body: $b}}, {{id: 5, author: {{id: 9}}, body: $b}}]' ;;
  */user) echo '{{"id": 9}}' ;;
esac
""")


def workspace(budget):
    folder = Path(tempfile.mkdtemp(dir=scratch))
    (folder / "docs").mkdir()
    shutil.copytree(project / "docs/ci", folder / "docs/ci")
    (folder / "budgets").mkdir()
    (folder / "budgets/all.json5").write_text(
        '{ schema: "speedgate.budgets/1", budgets: [ { benchmark: "query/before", min: "%s" } ] }' % budget)
    return folder


def run(folder, script, **variables):
    environment = {"PATH": f"{stubs}:{os.environ['PATH']}", "HOME": os.environ["HOME"], "PRODUCT": "reference-workloads"}
    environment.update(variables)
    return subprocess.run(["bash", "-e", "-o", "pipefail", "-c", script], cwd=folder, env=environment, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


GENEROUS, BROKEN = "1 h", "1 ns"

# The script that all share.
good, bad = workspace(GENEROUS), workspace(BROKEN)
result = run(good, "bash docs/ci/gate.sh")
expect(result.returncode == 0 and not (good / "baselines").exists(), "a branch passes and stores nothing", result)
passing = ElementTree.parse(good / ".build/speedgate/junit.xml").getroot()
expect(list(passing.iter("testcase")) and not list(passing.iter("failure")), "no test case of a passing gate fails")
result = run(good, "bash docs/ci/gate.sh", IS_MAIN="true", BASELINES="kept")
expect(list(good.glob("kept/*/reference-workloads/programs/*")), "the main branch stores the program", result)
result = run(bad, "bash docs/ci/gate.sh", IS_MAIN="true")
expect(result.returncode == 1 and not (bad / "baselines").exists(), "a failing gate ends with 1", result)
expect((bad / ".build/speedgate/report.html").exists(), "and is reported")
result = run(good, "bash docs/ci/gate.sh", PRODUCT="nothing")
expect(result.returncode not in (0,), "a suite that is not there does not pass", result)

# What Jenkins and GitLab read: the counts of the file say that one case failed, and which.
suites = ElementTree.parse(bad / ".build/speedgate/junit.xml").getroot()
broken = [case.get("name") for case in suites.iter("testcase") if case.find("failure") is not None]
expect(len(broken) == 1 and "query/before" in broken[0], f"one test case fails: {broken}")

# GitLab: the job's scripts, line by line, and the note.
job = read_yaml(project / "docs/ci/gitlab-ci.yml")["performance"]
merge = {"CI_DEFAULT_BRANCH": "main", "CI_MERGE_REQUEST_IID": "3", "CI_PROJECT_ID": "12", "SPEEDGATE_TOKEN": "secret",
         "CI_API_V4_URL": "https://gitlab.test/api/v4", "PRODUCT": "reference-workloads"}
bad = workspace(BROKEN)
result = run(bad, "\n".join(job["script"]), **merge)
expect(result.returncode == 1, "the job fails", result)
result = run(bad, "\n".join(job["after_script"]), **merge)
expect(result.returncode == 0, "what follows it runs", result)
expect("speedgate_over_budget 1\n" in (bad / "metrics.txt").read_text(), "the metrics report counts")
requests = (scratch / "requests").read_text().splitlines()
expect(any("--request PUT" in r and r.endswith("/merge_requests/3/notes/5") for r in requests), f"own note: {requests}")
expect(not any("secret" in r for r in requests), "the token is not among the arguments")
result = run(workspace(GENEROUS), "\n".join(job["script"]), CI_DEFAULT_BRANCH="main", CI_COMMIT_BRANCH="main")
expect(result.returncode == 0, "the main branch passes", result)

# Buildkite: the command, with its doubled dollars as the agent gets them.
step = read_yaml(project / "docs/ci/buildkite.yml")["steps"][0]
command = step["command"].replace("$$", "$")
buildkite = {"BUILDKITE_BRANCH": "main", "BUILDKITE_PIPELINE_DEFAULT_BRANCH": "main", "BUILDKITE_PULL_REQUEST": "false"}
good = workspace(GENEROUS)
result = run(good, command, BASELINES="kept", **buildkite)
expect(result.returncode == 0 and (good / "kept").exists(), "the main branch stores", result)
result = run(workspace(BROKEN), command, BASELINES="kept", **dict(buildkite, BUILDKITE_PULL_REQUEST="7"))
expect(result.returncode == 1, "a failing pull request fails", result)
annotations = (scratch / "annotations").read_text()
expect("--style success" in annotations and "--style error" in annotations and "gate failed" in annotations,
       "both are annotated")

# TeamCity: service messages.
result = run(workspace(BROKEN), "bash docs/ci/teamcity.sh")
expect(result.returncode == 1, "the step fails", result)
expect(re.search(r"^##teamcity\[buildProblem description='gate failed.*' identity='speedgate'\]$", result.stdout, re.M),
       "the problem is named", result)
expect("##teamcity[buildStatisticValue key='speedgate.over_budget' value='1']" in result.stdout, "counts", result)
result = run(workspace(GENEROUS), "bash docs/ci/teamcity.sh")
expect(result.returncode == 0 and "##teamcity[buildStatus text='gate passed" in result.stdout, "it passes", result)

# Jenkins itself is not here: the pipeline's shape, and that what it calls is what was just tested.
pipeline = (project / "docs/ci/Jenkinsfile").read_text()
expect(pipeline.count("{") == pipeline.count("}") and "bash docs/ci/gate.sh" in pipeline, "the pipeline calls the script")
files = [name for name in re.findall(r"'(\.build/speedgate/[^']*)'", pipeline)]
expect(".build/speedgate/junit.xml" in files and ".build/speedgate/variables.txt" in files, f"it reads what the script writes: {files}")
for name in files:
    expect(list(bad.glob(name)), f"the script writes {name}, which the pipeline reads")
print("GitLab, Buildkite and TeamCity examples: executed; Jenkins: its script executed, its pipeline not")
