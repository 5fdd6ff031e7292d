# Renders each verdict again. What is no verdict of the known schema is left out; no text of the artifact is used as it is.
set -euo pipefail
mkdir -p "$SPEEDGATE_FOLDER/comments" "$SPEEDGATE_FOLDER/checks"
if [ ! -x "$SPEEDGATE_TOOLS/speedgate-report" ]; then
  echo "::error title=Speedgate comment::there is no program '$SPEEDGATE_TOOLS/speedgate-report'; build it before this step"
  exit 2
fi
# The links are the event's and the workflow's words, never the artifact's.
server="${GITHUB_SERVER_URL:-https://github.com}"
links=(--link "artifacts=$server/$GITHUB_REPOSITORY/actions/runs/$SPEEDGATE_RUN_ID#artifacts")
if [ -n "${SPEEDGATE_DASHBOARD:-}" ]; then
  case "$SPEEDGATE_DASHBOARD" in
    http://?* | https://?*) links+=(--link "dashboard=$SPEEDGATE_DASHBOARD") ;;
    *)
      echo "::error title=Speedgate comment::'dashboard' is not an address of http or https; write one such as https://owner.github.io/project/"
      exit 2
      ;;
  esac
fi
[[ "$SPEEDGATE_WORKFLOW_ID" =~ ^[0-9]+$ ]] || SPEEDGATE_WORKFLOW_ID=0
for verdict in "$SPEEDGATE_FOLDER"/verdicts/*.json; do
  [ -f "$verdict" ] || continue
  name="$(basename "$verdict" .json)"
  text="$SPEEDGATE_FOLDER/$name.md"
  variables="$SPEEDGATE_FOLDER/$name.variables"
  if ! timeout 60 "$SPEEDGATE_TOOLS/speedgate-report" render "$verdict" --quiet --markdown "$text" "${links[@]}" \
    --variables "$variables" --check-run "$SPEEDGATE_FOLDER/$name.check"; then
    echo "::warning title=Speedgate comment::an artifact holds no verdict that this version reads; it is left out"
    : >"$SPEEDGATE_FOLDER/unreadable/$name"
    continue
  fi
  mv "$SPEEDGATE_FOLDER/$name.check" "$SPEEDGATE_FOLDER/checks/$name.json"
  # Each leg of a matrix finds its own comment by the first line. By the second a later run of the same workflow that
  # has no verdict finds the comments that are no longer of the newest commit.
  {
    printf '<!-- speedgate-comment:%s -->\n' "$name"
    printf '<!-- speedgate-run workflow=%s commit=%s -->\n' "$SPEEDGATE_WORKFLOW_ID" "$SPEEDGATE_HEAD_SHA"
    cat "$text"
  } >"$SPEEDGATE_FOLDER/comments/$name.md"
  sed -n 's/^outcome=//p' "$variables" >"$SPEEDGATE_FOLDER/comments/$name.outcome"
done
# Without this file a verdict may be there that was not fetched or rendered.
: >"$SPEEDGATE_FOLDER/rendered"
