# Turns the verdict into the step's status, after everything has been reported.
set -euo pipefail
source "$(dirname "$0")/common.sh"
headline="$(escaped "$SPEEDGATE_HEADLINE")"
fails=false
case "$SPEEDGATE_STATUS:$SPEEDGATE_OUTCOME" in
  0:warn) if [ "$SPEEDGATE_FAIL_ON" = warn ]; then fails=true; fi ;;
  0:*) ;;
  1:*) if [ "$SPEEDGATE_FAIL_ON" != never ]; then fails=true; fi ;;
  # Not being able to judge is no verdict that fail-on could forgive.
  *) printf '::error title=Speedgate could not judge::%s\n' "$headline"; exit 2 ;;
esac
if [ "$fails" = true ]; then
  printf '::error title=Speedgate::%s\n' "$headline"
  exit 1
fi
if [ "$SPEEDGATE_OUTCOME" = pass ] || [ "$SPEEDGATE_OUTCOME" = none ]; then
  printf '::notice title=Speedgate::%s\n' "$headline"
else
  printf '::warning title=Speedgate::%s\n' "$headline"
fi
