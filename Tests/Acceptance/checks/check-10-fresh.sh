# A module that is exported again is edited below: the program holds the edit each time, and so does the revert.
# Without the check the package manager leaves the program as it was, which is shown first.
set -euo pipefail
cd "$SPEEDGATE_ROOT"
# shellcheck source=build.sh
source Tests/Acceptance/checks/build.sh
build speedgate-bench
bench="$bin/speedgate-bench"

package="$SPEEDGATE_SCRATCH/umbrella"
mkdir -p "$package"/Sources/{Core,CCore/include,Umbrella,App}
cd "$package"
cat >Package.swift <<'END'
// swift-tools-version: 6.0
import PackageDescription
let package = Package(
  name: "umbrella",
  targets: [
    .target(name: "CCore"),
    .target(name: "Core", dependencies: ["CCore"]),
    .target(name: "Umbrella", dependencies: ["Core"]),
    .executableTarget(name: "App", dependencies: ["Umbrella"]),
  ])
END
core() { echo "public enum Core { @inlinable public static func value() -> Int { $1 } }" >Sources/Core/Core.swift; }
header() { echo "static inline int header_value(void) { return $1; }" >Sources/CCore/include/ccore.h; }
core 0
header 0
echo '@_exported import CCore' >>Sources/Core/Exports.swift
echo '#include "ccore.h"' >Sources/CCore/ccore.c
echo '@_exported import Core' >Sources/Umbrella/Umbrella.swift
printf 'import Umbrella\nprint(Core.value(), header_value())\n' >Sources/App/main.swift

log="$SPEEDGATE_SCRATCH/umbrella.log"
program=.build/release/App
began="$SPEEDGATE_SCRATCH/umbrella-began"
compile() { swift build -c release --product App >"$log" 2>&1 || { cat "$log"; exit 1; }; }

# As the action's build step does it.
fresh() {
  local status
  for _ in $(seq 20); do
    sleep 0.02
    touch "$began"
    compile
    status=0
    "$bench" freshen "$program" --since "$began" >>"$log" 2>&1 || status=$?
    [ "$status" -eq 1 ] || break
  done
  [ "$status" -eq 0 ] || { cat "$log"; exit 1; }
}
expect() { [ "$("$program")" = "$1" ] || { echo "$2: expected $1, the program says $("$program")"; exit 1; }; }

compile
core 1
compile
echo "the package manager alone: the source says 1, the program $("$program")"

fresh
expect "1 0" "a build folder of which nothing was known"
seen=0
for round in $(seq 20); do
  # Every second edit takes the one before back.
  case $((round % 4)) in
    0) core 1 ;;
    1) core 2 ;;
    2) header 2 ;;
    3) header 0 ;;
  esac
  fresh
  expect "$(grep -o '{ [0-9] }' Sources/Core/Core.swift | tr -d '{ }') $(grep -o 'return [0-9]' Sources/CCore/include/ccore.h | cut -d' ' -f2)" "round $round"
  seen=$((seen + 1))
done
echo "edits and reverts below the umbrella that the program holds: $seen of 20"

before="$(date +%s%N)"
"$bench" freshen "$program"
milliseconds=$((($(date +%s%N) - before) / 1000000))
[ "$milliseconds" -lt 10000 ] || { echo "checking took $milliseconds ms"; exit 1; }
echo "checking a build in which nothing is stale: $milliseconds ms"

# A copy of the folder, as a cache restores it, with an edit that keeps length and time.
cp -p Sources/Core/Core.swift "$SPEEDGATE_SCRATCH/time"
cp -R "$package" "$package-copy"
rm -rf "$package"
mv "$package-copy" "$package"
cd "$package"
core 7
touch -r "$SPEEDGATE_SCRATCH/time" Sources/Core/Core.swift
fresh
expect "7 0" "a restored build folder"
rm Sources/Core/Exports.swift
sed -i.bak 's/, header_value()//' Sources/App/main.swift
fresh
expect "7" "a deleted file"
echo "a restored folder and a deleted file: seen"

# What it was made of is beside the program and follows the sources.
sources() { python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["made_of"]["sources_sha256"])' "$program.made-of.json"; }
first="$(sources)"
core 8
fresh
second="$(sources)"
core 7
fresh
[ "$first" != "$second" ] && [ "$first" = "$(sources)" ] || { echo "sources: $first, $second, $(sources)"; exit 1; }
echo "the record beside the program follows the sources"
