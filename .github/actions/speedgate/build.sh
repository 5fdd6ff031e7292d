# Builds the suite and the three tools in release.
set -euo pipefail
source "$(dirname "$0")/common.sh"
cd "$SPEEDGATE_DIRECTORY"
case "$SPEEDGATE_PRODUCT" in -*) refuse "product cannot be '$SPEEDGATE_PRODUCT'; name a product of the package" ;; esac
# Each function starts a cache line of its own, so that a change elsewhere does not move its loops across one.
flags=(-c release -Xswiftc -Xllvm -Xswiftc -align-all-functions=6 -Xcc -falign-functions=64)
# A section for each function, so that the suite can be linked again with them in another order.
flags+=(-Xswiftc -Xfrontend -Xswiftc -function-sections -Xswiftc -gnone -Xcc -ffunction-sections -Xcc -fdata-sections)
# The suite's program is kept, and run again later beside programs of other toolchains: it brings its own runtime.
if [ "$(uname -s)" = Linux ]; then flags+=(--static-swift-stdlib -Xlinker --strip-debug); fi
began="$(mktemp)"
for product in "$SPEEDGATE_PRODUCT" speedgate-bench speedgate-detect speedgate-report; do
  swift build "${flags[@]}" --product "$product"
done

# The package manager rebuilds too little where modules export others again, and for headers in C and macros; a build
# folder from a cache makes that likely. What is not proven to be up to date is removed and built again.
bin="$(swift build "${flags[@]}" --show-bin-path)"
for _ in $(seq 20); do
  status=0
  "$bin/speedgate-bench" freshen "$bin/$SPEEDGATE_PRODUCT" --since "$began" || status=$?
  [ "$status" -eq 1 ] || break
  touch "$began"
  swift build "${flags[@]}" --product "$SPEEDGATE_PRODUCT"
done
[ "$status" -eq 0 ] || refuse "it cannot be proven that $SPEEDGATE_PRODUCT is what its sources make; build without a restored build folder"
# Without a kit the suite is measured with one layout, its code is not compared, and the run says so.
"$bin/speedgate-bench" kit "$bin/$SPEEDGATE_PRODUCT" || true
