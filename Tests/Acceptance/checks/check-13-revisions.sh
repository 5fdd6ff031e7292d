# Commits of another package are compared in one command, and the one that made it slower is found.
set -euo pipefail
cd "$SPEEDGATE_ROOT"
# shellcheck source=build.sh
source Tests/Acceptance/checks/build.sh
build speedgate-bench speedgate-detect speedgate-report
bench="$bin/speedgate-bench"
log="$SPEEDGATE_SCRATCH/revisions.log"
# Where check-3-other-package.sh has built the library: a dependency by a path outside of the repository.
mkdir -p "$SPEEDGATE_SCRATCH/gated"
[ -e "$SPEEDGATE_SCRATCH/gated/Speedgate" ] || ln -s "$SPEEDGATE_ROOT" "$SPEEDGATE_SCRATCH/gated/Speedgate"
package="$SPEEDGATE_SCRATCH/gated/Rounds"
rm -rf "$package"
mkdir -p "$package"
cd "$package"
PYTHONDONTWRITEBYTECODE=1 python3 "$SPEEDGATE_ROOT/Tests/Acceptance/checks/bisections.py" "$bench" --write . --real ../Speedgate --commits 4

# Two commits, one command.
status=0
"$bench" compare c0 c4 --profile quick --output compared >"$log" 2>&1 || status=$?
[ "$status" -eq 1 ] || { echo "a slower commit ended with status $status"; cat "$log"; exit 1; }
grep -q 'is outside of the repository' "$log" || { cat "$log"; exit 1; }
grep -A3 'typical time beside c0' "$log"
check-jsonschema --schemafile "$SPEEDGATE_ROOT/docs/schemas/comparison.schema.json" compared/RoundBenchmarks/comparison.json
rm -rf compared

# The commit, its author, and what it cost.
"$bench" bisect c0..c4 rounds --output found.json >"$log" 2>&1 || { cat "$log"; exit 1; }
grep -E 'A. Writer|builds' "$log"
check-jsonschema --schemafile "$SPEEDGATE_ROOT/docs/schemas/bisection.schema.json" found.json
python3 - <<'END'
import json
found = json.load(open("found.json"))
assert [[commit["title"] for commit in step["commits"]] for step in found["steps"]] == [["Change 3"]], found["steps"]
END
rm found.json
[ -z "$(git status --porcelain)" ] || { git status --porcelain; exit 1; }
[ "$(git worktree list | wc -l)" -eq 1 ]
