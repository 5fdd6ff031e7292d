# Another package that depends on this one is gated by the same command.
set -euo pipefail
# Where check-9-docs.sh follows the tutorial, too: it finds the library compiled.
copy="$SPEEDGATE_SCRATCH/gated/Orders"
mkdir -p "$SPEEDGATE_SCRATCH/gated"
ln -s "$SPEEDGATE_ROOT" "$SPEEDGATE_SCRATCH/gated/Speedgate"
cp -R "$SPEEDGATE_ROOT/Tests/ConsumerPackage" "$copy"
rm -rf "$copy/.build" "$copy/baselines"
sed -i.bak "s|path: \"../..\"|path: \"../Speedgate\"|" "$copy/Package.swift"
cd "$copy"
log="$SPEEDGATE_SCRATCH/consumer.log"

swift package --allow-writing-to-package-directory gate --profile quick >"$log" 2>&1 || { cat "$log"; exit 1; }
grep -qF "gate passed" "$log" || { cat "$log"; exit 1; }
grep -qF "baseline established" "$log" || { cat "$log"; exit 1; }
swift package --allow-writing-to-package-directory gate --profile quick >"$log" 2>&1 || { cat "$log"; exit 1; }
grep -F "paired with" "$log" || { cat "$log"; exit 1; }

# init reads the manifest while the package manager holds its build folder, and adds nothing that is there.
timeout 600 swift package --allow-writing-to-package-directory gate init --dry-run OrderBenchmarks >"$log" 2>&1 || { cat "$log"; exit 1; }
grep -qF "= Sources/OrderBenchmarks/OrderBenchmarks.swift is there" "$log" || { cat "$log"; exit 1; }
if grep -qE "cannot read it|add to it" "$log"; then cat "$log"; exit 1; fi

# A suite that does not exist is a mistake with a name, not a pass.
if swift package --allow-writing-to-package-directory gate --suite Nothing >"$log" 2>&1; then exit 1; fi
grep -qF "there is no suite Nothing" "$log" || { cat "$log"; exit 1; }

# Beside a commit no baseline is needed, and none is made.
rm -rf baselines
printf '.build\nPackage.resolved\n' >.gitignore
git init -q -b main
git add -A
git -c user.name="A. Writer" -c user.email=a@example.org commit -q -m "Begin"
swift package --allow-writing-to-package-directory gate --against HEAD --profile quick >"$log" 2>&1 || { cat "$log"; exit 1; }
grep -F "gate passed" "$log" || { cat "$log"; exit 1; }
[ ! -e baselines ] || { echo "a baseline was made"; exit 1; }

# A branch without a baseline is measured beside the commit where it began, and stores nothing.
git switch -q -c faster
swift package --allow-writing-to-package-directory gate --profile quick >"$log" 2>&1 || { cat "$log"; exit 1; }
base="main@$(git rev-parse main | cut -c1-7)"
grep -qF "this run is measured beside $base, where the branch 'faster' began" "$log" || { cat "$log"; exit 1; }
grep -qF "paired with $base" "$log" || { cat "$log"; exit 1; }
[ ! -e baselines ] || { echo "a baseline was made"; exit 1; }

# One command brings the baseline to the main branch, from any branch.
swift package --allow-writing-to-package-directory gate --profile quick --baseline-from main >"$log" 2>&1 || { cat "$log"; exit 1; }
grep -qF "paired with $base" "$log" || { cat "$log"; exit 1; }
[ -n "$(find baselines -path '*/records/*.json')" ] || { echo "no baseline was stored"; exit 1; }

# The hook is installed by the plugin, too, and refuses what it cannot measure.
if swift package gate hook install NoSuchSuite >"$log" 2>&1; then echo "a hook of no suite was installed"; exit 1; fi
grep -qF "has no suite NoSuchSuite" "$log" || { cat "$log"; exit 1; }
[ ! -e .git/hooks/pre-push ] || { echo "a hook was left"; exit 1; }
