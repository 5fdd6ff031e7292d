# Builds the suite and the three tools in release.
set -euo pipefail
source "$(dirname "$0")/common.sh"
cd "$SPEEDGATE_DIRECTORY"
case "$SPEEDGATE_PRODUCT" in -*) refuse "product cannot be '$SPEEDGATE_PRODUCT'; name a product of the package" ;; esac
swift build -c release --product "$SPEEDGATE_PRODUCT"
for tool in speedgate-bench speedgate-detect speedgate-report; do swift build -c release --product "$tool"; done
