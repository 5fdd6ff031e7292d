#!/usr/bin/env bash
# Builds two commits of a project in any language, measures their programs beside each other, judges and renders, on any
# service. Ends with the gate's status: 0 passed, 1 failed, 2 could not judge. Everything is written to .build/speedgate first.
#
#   COMMANDS    the file of commands; benches.json5 unless given
#   BUILD       the shell lines that build what the commands need; nothing is built unless given
#   BASE        the commit to compare with; without it the change is compared with stored numbers
#   TOOLS       the folder of the three programs; .speedgate unless given
#   BASELINES   the folder of baselines that the service's cache restores; baselines unless given
#   IS_MAIN     true on the main branch: a run that passes becomes the baseline
set -euo pipefail
commands="${COMMANDS:-benches.json5}"
tools="${TOOLS:-.speedgate}"
baselines="${BASELINES:-baselines}"
output=.build/speedgate
mkdir -p "$output"
rm -f "$output"/{run.json,verdict.json,report.md,report.html,report.json,junit.xml,variables.txt}

# The lines stop at the first that fails.
build_in() {
  [ -n "${BUILD:-}" ] || return 0
  (cd "$1" && bash --noprofile --norc -e -o pipefail -c "$BUILD") >&2
}

build_in . || { echo "the build failed" >&2; exit 2; }

measuring=()
if [ -n "${BASE:-}" ]; then
  # Outside the project: programs that look for their parts in the folders above must not find those of the change.
  folder="$(mktemp -d "${TMPDIR:-/tmp}/speedgate-base.XXXXXX")"
  trap 'git worktree remove --force "$folder/base" 2>/dev/null || true; rm -rf "$folder"' EXIT
  git cat-file -e "$BASE^{commit}" 2>/dev/null || git fetch --quiet --no-tags --depth=1 origin "$BASE" \
    || { echo "the base commit $BASE cannot be fetched" >&2; exit 2; }
  git worktree prune
  git worktree add --quiet --detach "$folder/base" "$BASE" || exit 2
  # Where the project is a folder of its repository, so it is there.
  base="$folder/base/$(git rev-parse --show-prefix)"
  build_in "$base" || { echo "the base commit $BASE does not build" >&2; exit 2; }
  measuring=(--against-directory "$base")
fi

"$tools/speedgate-bench" command --file "$commands" ${measuring[@]+"${measuring[@]}"} --output "$output/run.json" || exit 2
status=0
"$tools/speedgate-detect" check "$output/run.json" --baseline "$baselines" --read-only \
  --output "$output/verdict.json" || status=$?
[ -f "$output/verdict.json" ] || exit 2
"$tools/speedgate-report" render "$output/verdict.json" --quiet --run "$output/run.json" --markdown "$output/report.md" \
  --html "$output/report.html" --json "$output/report.json" --junit "$output/junit.xml" \
  --variables "$output/variables.txt" || exit 2

if [ "${IS_MAIN:-false}" = true ] && [ "$status" = 0 ]; then
  "$tools/speedgate-detect" baseline update "$output/run.json" --verdict "$output/verdict.json" \
    --baseline "$baselines" || exit 2
fi
exit "$status"
