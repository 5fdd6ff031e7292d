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
