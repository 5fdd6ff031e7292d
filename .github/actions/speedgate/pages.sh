# Adds the run to the history and draws the dashboard from it.
set -euo pipefail
source "$(dirname "$0")/common.sh"
workspace="$PWD"
cd "$SPEEDGATE_DIRECTORY"
site="$SPEEDGATE_OUTPUT/site"
rm -rf "$site"
"$SPEEDGATE_TOOLS/speedgate-detect" history append "$workspace/$SPEEDGATE_RUN" "$workspace/$SPEEDGATE_VERDICT" \
  --history "$SPEEDGATE_HISTORY" || refuse "the run could not be added to the history"
# Links of the feed are read far from the site, so they need its address.
address=()
if [ -n "$SPEEDGATE_PAGES_URL" ]; then
  address=(--url "$SPEEDGATE_PAGES_URL")
elif [ "${GITHUB_SERVER_URL:-https://github.com}" = https://github.com ]; then
  host="$(printf '%s' "${GITHUB_REPOSITORY%%/*}" | tr '[:upper:]' '[:lower:]').github.io"
  folder="${GITHUB_REPOSITORY#*/}/"
  # A repository of this name is the owner's own site, without a folder.
  if [ "$(printf '%s' "$folder" | tr '[:upper:]' '[:lower:]')" = "$host/" ]; then folder=""; fi
  address=(--url "https://$host/$folder")
fi
"$SPEEDGATE_TOOLS/speedgate-report" dashboard --history "$SPEEDGATE_HISTORY" --branch "$GITHUB_REF_NAME" --output "$site" "${address[@]}" \
  || refuse "the dashboard could not be drawn"
output site "$SPEEDGATE_DIRECTORY/$site"
