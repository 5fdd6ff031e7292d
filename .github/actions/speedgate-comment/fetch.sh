# Fetches the verdicts that the run kept.
#
# What it uploaded is only data: names are checked, sizes are limited, one file of a fixed name is read out of each
# archive, and nothing is unpacked to a path it chose.
set -euo pipefail
source "$(dirname "$0")/api.sh"

most_artifacts=20
most_bytes=20000000
folder="$SPEEDGATE_FOLDER"

check_event
api GET "/repos/$GITHUB_REPOSITORY/actions/runs/$SPEEDGATE_RUN_ID/artifacts?per_page=100" >"$folder/artifacts.json"
jq -r --argjson count "$most_artifacts" --argjson most "$most_bytes" '[.artifacts[]
  | select(.name | test("^speedgate-comment-[A-Za-z0-9_.-]{1,60}$"))
  | select(.expired == false and .size_in_bytes <= $most)][:$count][] | "\(.id) \(.name)"' \
  "$folder/artifacts.json" >"$folder/list"

# A name in the second folder had a verdict that could not be read.
mkdir "$folder/verdicts" "$folder/unreadable"
while read -r identifier name; do
  name="${name#speedgate-comment-}"
  : >"$folder/unreadable/$name"
  api GET "/repos/$GITHUB_REPOSITORY/actions/artifacts/$identifier/zip" >"$folder/archive.zip" || continue
  # The limit counts what comes out, because a small archive can hold a large file.
  { timeout 60 unzip -p "$folder/archive.zip" verdict.json 2>/dev/null || true; } \
    | head -c $((most_bytes + 1)) >"$folder/verdict.json"
  size="$(wc -c <"$folder/verdict.json")"
  if [ "$size" -gt 0 ] && [ "$size" -le "$most_bytes" ]; then
    mv "$folder/verdict.json" "$folder/verdicts/$name.json"
    rm "$folder/unreadable/$name"
  else
    echo "::warning title=Speedgate comment::an artifact holds no verdict of at most $most_bytes bytes; it is left out"
  fi
done <"$folder/list"
