# The plugin's own work, with tools that only say what they were asked: what is built first, what is said last, and that
# nothing cuts it.
set -euo pipefail
library="$SPEEDGATE_SCRATCH/plugin/Speedgate"
package="$SPEEDGATE_SCRATCH/plugin/Orders"
log="$SPEEDGATE_SCRATCH/plugin.log"
mkdir -p "$library"/Sources/{Speedgate,bench,detect,report} "$package/Sources/Suite"
cp -R "$SPEEDGATE_ROOT/Sources/GatePlugin" "$library/Sources/"
echo 'public let nothing = 0' >"$library/Sources/Speedgate/Speedgate.swift"
python3 - "$SPEEDGATE_ROOT/Package.swift" "$library/Package.swift" <<'PYTHON'
import re, sys
# The plugin as the manifest declares it, with its permissions.
plugin = re.search(r"\n    \.plugin\(\n      name: \"GatePlugin\",\n      capability.*?\n      path: [^\n]*\n", open(sys.argv[1]).read(), re.S)[0]
tools = ["bench", "detect", "report"]
open(sys.argv[2], "w").write(f"""// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "Speedgate", platforms: [.macOS(.v15)],
  products: [
    .library(name: "Speedgate", targets: ["Speedgate"]), .plugin(name: "GatePlugin", targets: ["GatePlugin"]),
    {" ".join(f'.executable(name: "speedgate-{tool}", targets: ["speedgate-{tool}"]),' for tool in tools)}
  ],
  targets: [
    .target(name: "Speedgate"),
    {" ".join(f'.executableTarget(name: "speedgate-{tool}", path: "Sources/{tool}"),' for tool in tools)}{plugin}
  ],
  swiftLanguageModes: [.v5]
)
""")
PYTHON
cat >"$library/Sources/bench/main.swift" <<'SWIFT'
import Foundation
let words = Array(CommandLine.arguments.dropFirst())
FileHandle.standardError.write(Data("asked: bench \(words.joined(separator: " "))\n".utf8))
if words.first == "run" { for row in 0..<90 { print("row \(row) " + String(repeating: "x", count: 60)) } }
if words.first == "init" { print("written") }
if words.starts(with: ["hook", "status"]) { print("not installed"); exit(1) }
if words == ["builds", "base", "--suite", "Suite", "--baseline", "baselines"], let base = getenv("STUB_BASE") {
  print(String(cString: base))
}
SWIFT
cat >"$library/Sources/detect/main.swift" <<'SWIFT'
import Foundation
let words = Array(CommandLine.arguments.dropFirst())
FileHandle.standardError.write(Data("asked: detect \(words.joined(separator: " "))\n".utf8))
guard words.first == "check", let place = words.firstIndex(of: "--output") else { exit(0) }
try Data("{}".utf8).write(to: URL(fileURLWithPath: words[place + 1]))
print("✗ gate failed: 1 regressed")
for row in 0..<90 { print("verdict \(row) " + String(repeating: "y", count: 60)) }
exit(getenv("STUB_STATUS").map { atoi($0) } ?? 0)
SWIFT
echo 'print("json: report.json")' >"$library/Sources/report/main.swift"
cat >"$package/Package.swift" <<'SWIFT'
// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "Orders", platforms: [.macOS(.v15)], dependencies: [.package(path: "../Speedgate")],
  targets: [.executableTarget(name: "Suite", dependencies: [.product(name: "Speedgate", package: "Speedgate")])])
SWIFT
cd "$package"
gate() { swift package --allow-writing-to-package-directory gate "$@" >"$log" 2>&1 </dev/null; }
expect() { grep -qF -- "$1" "$log" || { echo "expected '$1' in:"; cat "$log"; exit 1; }; }

# Help needs neither a build nor a permission, and no one is there to be asked.
swift package gate --help >"$log" 2>&1 </dev/null || { cat "$log"; exit 1; }
expect "USAGE: swift package"
if grep -qE "permission to|building" "$log"; then cat "$log"; exit 1; fi

# A mistake in the suite shows before the tools are built.
echo 'this is no Swift' >Sources/Suite/main.swift
if gate; then echo "a suite that does not compile passed"; exit 1; fi
expect "Suite does not build"
if grep -qE "building (speedgate-|Speedgate's tools)" "$log"; then echo "the tools were built first:"; cat "$log"; exit 1; fi
echo 'print("suite")' >Sources/Suite/main.swift

# That the tools are built, and for how long, is said once.
rm -f .build/release/speedgate-bench
gate || { cat "$log"; exit 1; }
expect "building Speedgate's tools; the first time this takes some minutes"

# The verdict is whole and last, also in a file, where the package manager keeps what plugins print.
for status in 0 1 2; do
  ended=0
  STUB_STATUS=$status gate || ended=$?
  [ "$ended" -eq $((status > 0)) ] || { echo "status $status ended with $ended"; cat "$log"; exit 1; }
  python3 - "$log" "$status" <<'PYTHON'
import sys
lines, status = open(sys.argv[1]).read().splitlines(), int(sys.argv[2])
first = lines.index("✗ gate failed: 1 regressed")
verdict = [f"verdict {row} " + "y" * 60 for row in range(90)]
assert lines[first + 1:first + 91] == verdict, "the verdict is cut"
last = ["error: the gate failed: Suite", "error: the gate could not judge Suite"]
assert lines[first + 91:] == ["json: report.json"] + last[status - 1:status] * (status > 0), lines[first + 91:]
assert not any("the first time" in line for line in lines), "the tools are announced again"
assert [line for line in lines if line.startswith("row ")] == [f"row {row} " + "x" * 60 for row in range(90)]
PYTHON
done

# What a branch is measured beside goes to the measurement under its commit's name, and then nothing is stored.
STUB_BASE=$'/the/program\nmain@0123456789' gate || { cat "$log"; exit 1; }
grep -F "asked: bench run" "$log" | grep -qF -- "--against /the/program --against-commit main@0123456789" || { cat "$log"; exit 1; }
if grep -F "asked: detect check" "$log" | grep -qF -- "--baseline"; then cat "$log"; exit 1; fi

# Commands of the tool are run by the plugin, too, and mistakes are one line.
gate init || { cat "$log"; exit 1; }
expect "written"

# An answer comes before the error that ends the command; help and a wrong word need no tool.
if gate hook status; then echo "hook status passed"; exit 1; fi
[ "$(tail -n 2 "$log" | cut -d ' ' -f 2- | head -n 1)" = "not installed" ] || { cat "$log"; exit 1; }
tail -n 1 "$log" | grep -qF "error: hook status ended with status 1" || { cat "$log"; exit 1; }
if gate hook stauts; then echo "a wrong word passed"; exit 1; fi
expect "'hook' has no subcommand 'stauts'; did you mean status?"
if gate init --nesetd; then echo "an unknown option passed"; exit 1; fi
expect "unknown option --nesetd; 'swift package gate init --help' lists the options"
if grep -qE "asked: bench|building speedgate" "$log"; then cat "$log"; exit 1; fi
for words in "init --help" "hook --help" "hook install --help"; do
  # shellcheck disable=SC2086 # several words
  gate $words || { cat "$log"; exit 1; }
  expect "USAGE: swift package"
  if grep -qE "asked: bench|building speedgate" "$log"; then echo "$words needed a tool:"; cat "$log"; exit 1; fi
done
for wrong in --bogus "--baseline-from x --update-baseline" "--baseline-from x --read-only" "--against x --baseline-from y" "--baseline-from nowhere"; do
  # shellcheck disable=SC2086 # several words
  if gate $wrong; then echo "$wrong was accepted"; exit 1; fi
  if grep -qF "asked: bench run" "$log"; then echo "$wrong was measured"; exit 1; fi
  tail -n 1 "$log" | grep -q '^error: ' || { cat "$log"; exit 1; }
done
