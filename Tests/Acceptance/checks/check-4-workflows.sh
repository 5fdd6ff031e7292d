# The workflows and actions are valid for GitHub, and pin what they use.
set -euo pipefail
cd "$SPEEDGATE_ROOT"
actionlint .github/workflows/*.yml
check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
check-jsonschema --builtin-schema vendor.github-actions .github/actions/*/action.yml

# Local actions move with the repository; everything else is named by a commit, with its version beside it.
loose="$(grep -nE '^[ -]*uses: ' .github/workflows/*.yml .github/actions/*/action.yml \
  | grep -vE 'uses: (\./|[A-Za-z0-9_./-]+@[0-9a-f]{40} # v[0-9])' || true)"
[ -z "$loose" ] || { printf 'not pinned by a commit hash:\n%s\n' "$loose"; exit 1; }

# An expression inside a script is a way to run what a stranger wrote; values come in through env.
scripts="$(python3 - <<'PYTHON'
import glob, re
for path in glob.glob(".github/workflows/*.yml") + glob.glob(".github/actions/*/action.yml"):
    indentation = None
    for number, line in enumerate(open(path), 1):
        start = len(line) - len(line.lstrip())
        if indentation is not None and line.strip() and start <= indentation:
            indentation = None
        match = re.match(r"(\s*(?:- )?)run: *\S", line)
        if match:
            indentation = len(match[1])
        if indentation is not None and "${{" in line:
            print(f"{path}:{number}: {line.strip()}")
PYTHON
)"
[ -z "$scripts" ] || { printf 'an expression in a script:\n%s\n' "$scripts"; exit 1; }
shellcheck --shell=bash --severity=warning --external-sources --source-path=SCRIPTDIR \
  .github/actions/*/*.sh .github/workflows/*.sh docs/ci/*.sh docs/pictures/*.sh .ci/run Tests/Acceptance/checks/{run,*.sh}
# macOS brings bash 3.2, which knows none of these.
modern="$(grep -nE '\$\{[A-Za-z_]+(,|\^|@[A-Z])|declare -A|local -n|mapfile|readarray|\|&|&>>|\$EPOCH|printf .*%\([^)]*\)T' \
  .github/actions/speedgate/*.sh .github/workflows/*.sh docs/ci/*.sh || true)"
[ -z "$modern" ] || { printf 'not for bash 3.2:\n%s\n' "$modern"; exit 1; }

# The examples for other services.
check-jsonschema --builtin-schema vendor.gitlab-ci docs/ci/gitlab-ci.yml
check-jsonschema --builtin-schema vendor.buildkite docs/ci/buildkite.yml

# What 'speedgate-bench init' writes, for a package of its own.
package="$SPEEDGATE_SCRATCH/init"
mkdir -p "$package"
printf 'let package = Package(name: "orders")\n' >"$package/Package.swift"
source Tests/Acceptance/checks/build.sh
build speedgate-bench
for layout in "" --nested; do
  "$bin/speedgate-bench" init --package "$package" --library https://example.org/speedgate.git $layout >/dev/null
  actionlint "$package"/.github/workflows/*.yml
  check-jsonschema --builtin-schema vendor.github-workflows "$package"/.github/workflows/*.yml
  rm -r "$package"/.github
done
test -s "$package/Benchmarks/Package.swift"
# The same where the manifest names the library by a folder, which the workflows fetch.
mkdir -p "$SPEEDGATE_SCRATCH/Speedgate"
printf 'let package = Package(name: "Speedgate")\n' >"$SPEEDGATE_SCRATCH/Speedgate/Package.swift"
printf 'let package = Package(name: "orders", dependencies: [.package(path: "../Speedgate")])\n' >"$package/Package.swift"
"$bin/speedgate-bench" init --package "$package" --library https://example.org/speedgate.git >/dev/null
grep -qF "git clone --depth 1 'https://example.org/speedgate.git' '../Speedgate'" "$package"/.github/workflows/performance.yml
actionlint "$package"/.github/workflows/*.yml
check-jsonschema --builtin-schema vendor.github-workflows "$package"/.github/workflows/*.yml
