#!/usr/bin/env bash
# Measures, judges and renders one suite, on any service. Ends with the gate's status: 0 passed, 1 failed, 2 could not
# judge. Everything is written to .build/speedgate first.
#
#   PRODUCT     the suite's product
#   BASELINES   the folder of baselines that the service's cache restores; baselines unless given
#   IS_MAIN     true on the main branch: a run that passes becomes the baseline
#   LAYOUTS     fresh or fixed: where code lies; SAME_CODE: measure, skip or ignore; as 'speedgate-bench run' has them
#   TRACE       false: do not record what the benchmarks of a stored program execute, which needs valgrind
set -euo pipefail
baselines="${BASELINES:-baselines}"
output=.build/speedgate
mkdir -p "$output"
rm -f "$output"/{run.json,verdict.json,report.md,report.html,report.json,junit.xml,variables.txt}

# Each function starts a cache line of its own, so that a change elsewhere does not move its loops across one.
flags=(-c release -Xswiftc -Xllvm -Xswiftc -align-all-functions=6 -Xcc -falign-functions=64)
# A section for each function, so that the suite can be linked again with them in another order.
flags+=(-Xswiftc -Xfrontend -Xswiftc -function-sections -Xswiftc -gnone -Xcc -ffunction-sections -Xcc -fdata-sections)
# The suite's program is kept, and run again later beside programs of other toolchains: it brings its own runtime.
if [ "$(uname -s)" = Linux ]; then flags+=(--static-swift-stdlib -Xlinker --strip-debug); fi
began="$(mktemp)"
for product in "$PRODUCT" speedgate-bench speedgate-detect speedgate-report; do
  swift build "${flags[@]}" --product "$product"
done
tools="$(swift build "${flags[@]}" --show-bin-path)"
# The package manager rebuilds too little where modules export others again, and for headers in C and macros. What is
# that may be out of date is removed and built again.
for _ in $(seq 20); do
  status=0
  "$tools/speedgate-bench" freshen "$tools/$PRODUCT" --since "$began" || status=$?
  [ "$status" -eq 1 ] || break
  touch "$began"
  swift build "${flags[@]}" --product "$PRODUCT"
done
[ "$status" -eq 0 ] || exit 2
# Without a kit the suite is measured with one layout, its code is not compared, and the run says so.
"$tools/speedgate-bench" kit "$tools/$PRODUCT" || true

measuring=()
[ -z "${LAYOUTS:-}" ] || measuring+=(--layouts "$LAYOUTS")
[ -z "${SAME_CODE:-}" ] || measuring+=(--same-code "$SAME_CODE")
"$tools/speedgate-bench" run "$tools/$PRODUCT" --baseline "$baselines" ${measuring[@]+"${measuring[@]}"} \
  --output "$output/run.json" || exit 2
status=0
"$tools/speedgate-detect" check "$output/run.json" --baseline "$baselines" --read-only \
  --output "$output/verdict.json" || status=$?
[ -f "$output/verdict.json" ] || exit 2
"$tools/speedgate-report" render "$output/verdict.json" --quiet --run "$output/run.json" --markdown "$output/report.md" \
  --html "$output/report.html" --json "$output/report.json" --junit "$output/junit.xml" \
  --variables "$output/variables.txt" || exit 2

if [ "${IS_MAIN:-false}" = true ] && [ "$status" = 0 ]; then
  "$tools/speedgate-detect" baseline update "$output/run.json" --program "$tools/$PRODUCT" \
    --verdict "$output/verdict.json" --baseline "$baselines" || exit 2
  # What is stored is traced, so that later gates know what its benchmarks execute.
  if [ "${TRACE:-true}" = true ] && [ "$(uname -s)" = Linux ]; then
    "$tools/speedgate-bench" trace "$tools/$PRODUCT" --baseline "$baselines" --if-possible --quiet || true
  fi
fi
exit "$status"
