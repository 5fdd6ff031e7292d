# What benchmarks execute is recorded with valgrind; an edit of one function leaves the others proven the same, and a flipped bit is never missed.
set -euo pipefail
cd "$SPEEDGATE_ROOT"
if [ "$(uname -s)" != Linux ]; then echo "code is compared on Linux only"; exit 0; fi
# shellcheck source=build.sh
source Tests/Acceptance/checks/build.sh
build speedgate-bench speedgate-detect speedgate-report
checks="$SPEEDGATE_ROOT/Tests/Acceptance/checks"
bench="$bin/speedgate-bench"
log="$SPEEDGATE_SCRATCH/same-code.log"
work="$SPEEDGATE_SCRATCH/same-code"
clone="$work/clone"
mkdir -p "$clone"
export PYTHONDONTWRITEBYTECODE=1

# A copy of the sources, in which an edit leaves no trace here.
tar --exclude=./.build --exclude=./.git -cf - . | tar -C "$clone" -xf -

# Builds the built-in suite of the copy, and keeps it with its link kit under a name.
compile() {
  swift build --package-path "$clone" "${release_flags[@]}" --product reference-workloads >"$log" 2>&1 || { cat "$log"; exit 1; }
  "$bench" kit "$clone/.build/release/reference-workloads" >"$log"
  mkdir "$work/$1"
  cp -R "$clone"/.build/release/reference-workloads{,.linkkit} "$work/$1/"
}

compile first
first="$work/first/reference-workloads"

# Without valgrind one line says so, nothing is recorded, and the suite is compared in whole.
status=0
PATH="$work/nowhere" "$bench" trace "$first" >"$log" 2>&1 || status=$?
if [ "$status" -ne 2 ] || ! grep -q 'no valgrind: ' "$log"; then cat "$log"; exit 1; fi
PATH="$work/nowhere" "$bench" trace "$first" --if-possible --quiet >"$log" 2>&1 || { cat "$log"; exit 1; }
[ "$(grep -c 'no valgrind: ' "$log")" -eq 1 ] || { cat "$log"; exit 1; }
[ ! -e "$first.linkkit/executed.json" ]

began=$SECONDS
"$bench" trace "$first" >"$log"
echo "traced in $((SECONDS - began)) s; not proven whatever changes:"
grep '^  ' "$log" || true
check-jsonschema --schemafile docs/schemas/executed.schema.json "$first.linkkit/executed.json"

segmenter="$clone/Sources/ReferenceWorkloads/Pipeline/Segmenter.swift"
sed -i 's/UInt8(ascii: "!"): true/UInt8(ascii: "!"), UInt8(ascii: ";"): true/' "$segmenter"
if cmp -s "$segmenter" Sources/ReferenceWorkloads/Pipeline/Segmenter.swift; then echo "the edit was not made"; exit 1; fi
compile edited

cat >"$work/budgets.json5" <<'END5'
{ schema: "speedgate.budgets/1", regressions: { wall_time: { fail: "50%" } } }
END5
# Ends as the check did.
gate() {
  local name="$1" status=0
  shift
  "$bench" run "$work/edited/reference-workloads" --against "$first" --profile quick --time-budget 20s --quiet \
    --budgets "$work/budgets.json5" --output "$work/$name.json" "$@" >"$log" 2>&1 || { cat "$log"; exit 1; }
  "$bin/speedgate-detect" check "$work/$name.json" --read-only --budgets "$work/budgets.json5" \
    --output "$work/$name-verdict.json" >"$work/$name.txt" || status=$?
  [ "$status" -le 1 ] || { cat "$work/$name.txt"; exit 1; }
}
gate skip --same-code skip
"$bin/speedgate-report" render "$work/skip-verdict.json" --run "$work/skip.json" --quiet --markdown "$work/skip.md" --html "$work/skip.html"
grep -q 'same code' "$work/skip.txt"
grep -q 'same code' "$work/skip.md"
grep -q 'same code' "$work/skip.html"
gate ignore --same-code ignore
# No one knows what a program without a record executes.
mv "$first.linkkit/executed.json" "$work/executed.json"
gate unknown --same-code skip
mv "$work/executed.json" "$first.linkkit/executed.json"
python3 - "$work" <<'PY'
import json, pathlib, sys

work = pathlib.Path(sys.argv[1])


def same(name):
    return {each["name"]: each for each in json.loads((work / name).read_text())["benchmarks"] if each.get("same_code")}


run = json.loads((work / "skip.json").read_text())
proven = same("skip.json")
edited = [each["name"] for each in run["code"]["functions"]["changed"]]
assert any("Segmenter.sentences" in name for name in edited), edited
assert len(proven) >= 25 and len(run["benchmarks"]) == 37, f"{len(proven)} of {len(run['benchmarks'])}"
# Other rules ask for the figures of a few, such as those whose results must be equal.
skipped = [each for each in proven.values() if each["status"] == "skipped"]
assert len(skipped) >= 20 and not any(each["metrics"] for each in skipped), len(skipped)
slower = [each for each in run["benchmarks"] if any("Segmenter" in name for name in each.get("changed_functions", []))]
assert slower and not any(each["name"] in proven for each in slower), slower
findings = json.loads((work / "skip-verdict.json").read_text())["findings"]
assert {each["benchmark"] for each in findings if each["status"] == "same_code"} == set(proven)
assert not same("ignore.json") and not same("unknown.json")
unknown = json.loads((work / "unknown.json").read_text())
assert unknown["code"]["functions"]["changed"] and not any("code_doubts" in each for each in unknown["benchmarks"])
print(f"an edit of {', '.join(edited)} leaves {len(proven)} of {len(run['benchmarks'])} benchmarks the same")
PY

python3 "$checks/flipped.py" "$bench" "$first" "$work/flipped" --flips 3
rm -rf "$work"
