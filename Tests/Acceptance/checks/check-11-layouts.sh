# A suite over a package of the size of a large library: code that only moved does not fail, and code that is slower does.
set -euo pipefail
cd "$SPEEDGATE_ROOT"
if [ "$(uname -s)" != Linux ]; then echo "layouts are drawn on Linux only"; exit 0; fi
# shellcheck source=build.sh
source Tests/Acceptance/checks/build.sh
build speedgate-bench speedgate-detect
checks="$SPEEDGATE_ROOT/Tests/Acceptance/checks"
bench="$bin/speedgate-bench"
log="$SPEEDGATE_SCRATCH/layouts.log"
package="$SPEEDGATE_SCRATCH/layouts/library"
kept="$SPEEDGATE_SCRATCH/layouts/kept"
mkdir -p "$package" "$kept"
export PYTHONDONTWRITEBYTECODE=1

# Builds the package with some edits, and keeps the program with its link kit under a name.
compile() {
  local name="$1"
  shift
  python3 "$checks/library-package.py" "$package" "$SPEEDGATE_ROOT" "$@"
  swift build --package-path "$package" "${release_flags[@]}" --product LibraryBenchmarks >"$log" 2>&1 || { cat "$log"; exit 1; }
  "$bench" kit "$package/.build/release/LibraryBenchmarks" >"$log"
  mkdir "$kept/$name"
  cp -R "$package"/.build/release/LibraryBenchmarks{,.linkkit} "$kept/$name/"
}

cat >"$kept/budgets.json5" <<'END'
{ schema: "speedgate.budgets/1", suite: "LibraryBenchmarks", regressions: { wall_time: { fail: "1%" } } }
END

# Gates a program beside the first one at a tolerance of 1 %; prints what was found, and ends as the check did.
gate() {
  local name="$1" status=0
  (
    cd "$kept/$name"
    "$bench" run LibraryBenchmarks --against "$kept/first/LibraryBenchmarks" --layouts fresh --quiet --seed 1 \
      --budgets "$kept/budgets.json5" --time-budget 15s --filter 'part00/*' --filter 'part03/*' --filter 'part07/*' \
      --output run.json
    "$bin/speedgate-detect" check run.json --read-only --quiet --budgets "$kept/budgets.json5" --output verdict.json
  ) >"$log" 2>&1 || status=$?
  python3 - "$kept/$name" "$name" <<'END'
import collections, json, pathlib, sys
folder = pathlib.Path(sys.argv[1])
findings = json.loads((folder / "verdict.json").read_text())["findings"]
counts = collections.Counter(row["status"] for row in findings if row.get("metric") == "wall_time")
layouts = json.loads((folder / "run.json").read_text())["layouts"]
assert layouts["mode"] == "fresh", layouts
assert sum(counts.values()) == 6, counts
print(f"{sys.argv[2]}:", ", ".join(f"{count} {status}" for status, count in sorted(counts.items())))
END
  return "$status"
}

compile first
functions="$(nm "$kept/first/LibraryBenchmarks" | grep -cE ' [tT] \$s(6Part|5Aside|5Rules|17Library)' || true)"
echo "functions of the package in the program: $functions"
[ "$functions" -ge 5000 ] || { echo "that is no large library"; exit 1; }

for seed in 1 2; do
  python3 "$checks/moved-suite.py" "$kept/first/LibraryBenchmarks" "$seed" "$kept" >"$log"
  gate "$seed" || { cat "$log"; exit 1; }
done
compile functions --edit functions:3
gate functions || { cat "$log"; exit 1; }
compile aside --edit aside:1
gate aside || { cat "$log"; exit 1; }

# What is slower is found all the same.
compile slower --edit slower
status=0
gate slower || status=$?
[ "$status" -eq 1 ] || { echo "what is slower ended with status $status"; cat "$log"; exit 1; }
python3 - "$kept/slower/verdict.json" <<'END'
import json, sys
rows = json.load(open(sys.argv[1]))["findings"]
slower = [row["benchmark"] for row in rows if row["status"] == "regressed" and row.get("metric") == "wall_time"]
assert slower == ["part00/table"], slower
END

# Without the linker all runs as it was built, and says what that cannot promise.
cp -R "$kept/first" "$kept/unlinked"
python3 - "$kept/unlinked/LibraryBenchmarks.linkkit/kit.json" <<'END'
import json, sys
kit = json.load(open(sys.argv[1]))
kit["linker"]["path"] = "/nowhere/ld.lld"
json.dump(kit, open(sys.argv[1], "w"))
END
(
  cd "$kept/unlinked"
  env PATH=/nowhere "$bench" run LibraryBenchmarks --against "$kept/slower/LibraryBenchmarks" --quiet --seed 1 \
    --budgets "$kept/budgets.json5" --time-budget 2s --filter 'part07/*' --output run.json 2>"$log"
  grep -q "one layout" "$log" || { echo "standard error says nothing of one layout"; cat "$log"; exit 1; }
  "$bin/speedgate-detect" check run.json --read-only --quiet --budgets "$kept/budgets.json5" --output verdict.json \
    >"$log" 2>&1 || [ $? -eq 1 ]
  python3 - <<'END'
import json
layouts = json.load(open("run.json"))["layouts"]
assert layouts["mode"] == "fixed" and "no linker" in layouts["reason"], layouts
warnings = json.load(open("verdict.json"))["warnings"]
assert any("one layout" in line for line in warnings), warnings
END
)
rm -rf "$SPEEDGATE_SCRATCH/layouts"
