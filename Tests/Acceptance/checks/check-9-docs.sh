# Every command in the README and the documentation does what it says, the tutorial leads to a gate, the library's own
# documentation is made without packages, and the shells complete words.
set -euo pipefail
cd "$SPEEDGATE_ROOT"
source Tests/Acceptance/checks/build.sh
build speedgate-bench speedgate-detect speedgate-report reference-workloads
python3 Tests/Acceptance/checks/docs-blocks.py . "$bin" "$SPEEDGATE_SCRATCH/gated"
bash Tests/Acceptance/checks/completions.sh "$bin"
archive=.build/Speedgate.doccarchive
for page in documentation/speedgate documentation/speedgate/measuringwhatyoumean documentation/speedgate/benchmarksuite; do
  test -s "$archive/data/$page.json" || { echo "the library's documentation has no $page"; exit 1; }
done
