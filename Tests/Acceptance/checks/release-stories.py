"""The release workflow in a simulated runner, up to what it would publish.

Usage: release-stories.py PROJECT PROGRAMS, where PROGRAMS holds the three tools and reference-workloads, linked statically."""

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from simulated_runner import Build, Cache

project, programs = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
scratch = Path(tempfile.mkdtemp())
origin, commands = scratch / "origin", scratch / "commands"
WORKFLOW = project / ".github/workflows/release.yml"


def expect(condition, what, build=None):
    if not condition:
        print(f"not so: {what}\n{build.log[-6000:] if build else ''}", file=sys.stderr)
        sys.exit(1)


# Building takes the programs that are there, and publishing is written down.
commands.mkdir()
(commands / "swift").write_text(f"""#!/bin/bash
set -e
echo "swift $*" >>{scratch}/builds
folder="$PWD/.build/release"; mkdir -p "$folder"
while [ $# -gt 0 ]; do
  case "$1" in --show-bin-path) echo "$folder"; exit 0 ;; --product) cp {programs}/"$2" "$folder/" ;; esac
  shift
done
""")
(commands / "gh").write_text(f"""#!/bin/bash
[ "$GH_TOKEN" = secret-token ] || exit 4
printf '%s\\n' "$@" >>{scratch}/published
cp -- * {scratch}/assets/
""")
for command in commands.iterdir():
    command.chmod(0o755)
(scratch / "assets").mkdir()
origin.mkdir()
shutil.copytree(project / ".github", origin / ".github")
for name in ("LICENSE", "README.md", "CHANGELOG.md"):
    shutil.copy(project / name, origin)
git = ["git", "-c", "user.name=Someone", "-c", "user.email=someone@example.org"]
subprocess.run([*git, "init", "--quiet", "--initial-branch=main"], cwd=origin, check=True)
subprocess.run([*git, "add", "."], cwd=origin, check=True)
subprocess.run([*git, "commit", "--quiet", "-m", "Begin"], cwd=origin, check=True)
commit = subprocess.run([*git, "rev-parse", "HEAD"], cwd=origin, check=True, capture_output=True, text=True).stdout.strip()
environment = {"PATH": f"{commands}:{os.environ['PATH']}", "HOME": os.environ["HOME"]}


def run(tag):
    build = Build(str(origin), Cache(), "push", {}, f"refs/tags/{tag}", commit, environment)
    return build, build.job(WORKFLOW, "linux", matrix={"architecture": "x86_64", "runner": "ubuntu-latest"})


build, ok = run("v1.2.3")
expect(ok, "the programs are packed", build)
expect("--static-swift-stdlib" in (scratch / "builds").read_text(), "they are linked statically")
folder, _ = build.artifacts["release-linux-x86_64"]
expect(sorted(path.name for path in folder.iterdir()) ==
       ["speedgate-v1.2.3-linux-x86_64.tar.gz", "speedgate-v1.2.3-linux-x86_64.tar.gz.sha256"], "an archive and its sum")
expect(build.job(WORKFLOW, "publish"), "they are published", build)
published = (scratch / "published").read_text().split("\n")
expect(published[:3] == ["release", "create", "v1.2.3"] and "--verify-tag" in published, f"{published}")
assets = scratch / "assets"
expect(sorted(path.name for path in assets.iterdir()) == ["SHA256SUMS", "speedgate-v1.2.3-linux-x86_64.tar.gz"], "all assets")

# As somebody who downloads it: check the sum, unpack, measure, judge, render.
subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=assets, check=True)
with tarfile.open(assets / "speedgate-v1.2.3-linux-x86_64.tar.gz") as archive:
    archive.extractall(scratch / "unpacked", filter="data")
tools = scratch / "unpacked/speedgate-v1.2.3-linux-x86_64"
expect(all((tools / name).exists() for name in ("LICENSE", "README.md", "CHANGELOG.md")), "the licence comes along")
expect((tools / "actions/speedgate/action.yml").exists() and (tools / "actions/speedgate/sides.sh").exists(),
       "and so does the action, of the same version")
# So that 'init' names a repository that everyone reaches.
package = scratch / "package"
package.mkdir()
(package / "Package.swift").write_text('let package = Package(name: "orders")\n')
result = subprocess.run([tools / "speedgate-bench", "init", "--dry-run"], cwd=package, env={"PATH": "/usr/bin:/bin"},
                        capture_output=True, text=True)
origin_line = (tools / "ORIGIN").read_text().strip()
expect(result.returncode == 0 and f'.package(url: "{origin_line}", from: ' in result.stdout, f"init names {origin_line}: {result}")
for command in (["speedgate-bench", "run", "--filter", "query/*", "--profile", "quick", "--output", "run.json"],
                ["speedgate-detect", "check", "run.json", "--output", "verdict.json"],
                ["speedgate-report", "render", "verdict.json", "--html", "report.html"]):
    result = subprocess.run([tools / command[0], *command[1:]], cwd=scratch, env={"PATH": "/usr/bin:/bin"},
                            capture_output=True, text=True)
    expect(result.returncode == 0, f"{command}: {result.stdout}{result.stderr}")

# An archive that is not what was packed is not published; neither is a tag that is no name.
(scratch / "published").unlink()
archive = folder / "speedgate-v1.2.3-linux-x86_64.tar.gz"
archive.write_bytes(archive.read_bytes()[:-1] + b"x")
expect(not build.job(WORKFLOW, "publish") and not (scratch / "published").exists(), "a damaged archive is refused", build)
build, ok = run("v1.2.3/$(touch harm)")
expect(not ok and "cannot be a version" in build.log and "release-linux-x86_64" not in build.artifacts, "a tag is only a name", build)
print("release: packed, stripped, static, published with sums; a damaged archive is not")
