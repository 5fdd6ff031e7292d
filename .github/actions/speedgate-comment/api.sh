# Requests to GitHub. Sourced, not run.

for program in curl jq unzip; do
  if ! command -v "$program" >/dev/null; then
    echo "::error title=Speedgate comment::the runner has no '$program'; install it before this step"
    exit 2
  fi
done

# api METHOD PATH [FILE]: the answer's body, at most 20 MB. FILE is the request's body. Afterwards $api_code is the HTTP
# status, or 000 where there was no answer.
#
# What failed in passing is tried again, but never a POST: its comment may be there although the answer got lost.
api() {
  local answer status=0
  answer="$(mktemp "${RUNNER_TEMP:-/tmp}/speedgate-answer.XXXXXX")"
  # Into a file: a second attempt would be added to what the first one wrote to a pipe.
  local arguments=(--silent --show-error --fail --location --connect-timeout 20 --max-time 60 --max-filesize 20000000
    --output "$answer" --write-out '%{http_code}' --request "$1")
  if [ "$1" != POST ]; then arguments+=(--retry 3 --retry-max-time 180); fi
  if [ $# -ge 3 ]; then arguments+=(--header 'Content-Type: application/json' --data-binary "@$3"); fi
  # Through a file descriptor: a token among the arguments would be seen by every process.
  # shellcheck disable=SC2034 # for whoever sources this
  api_code="$(curl "${arguments[@]}" --header 'Accept: application/vnd.github+json' \
    --header @<(printf 'Authorization: Bearer %s\n' "$SPEEDGATE_TOKEN") -- "$GITHUB_API_URL$2")" || status=$?
  if [ "$status" = 0 ]; then cat "$answer"; fi
  rm -f "$answer"
  return "$status"
}

# note TEXT: a line at the top of the build.
note() { printf '::notice title=Speedgate comment::%s\n' "$1"; }

# Holds what the event says of the run to the form that it has on GitHub: it becomes a part of addresses.
check_event() {
  [[ "$SPEEDGATE_RUN_ID" =~ ^[0-9]+$ ]] && [[ "$SPEEDGATE_HEAD_SHA" =~ ^[0-9a-f]{40}$ ]] \
    || { echo "::error title=Speedgate comment::the event names no run and commit"; exit 1; }
}

# The page of the run that was measured.
run_page() { printf '%s/%s/actions/runs/%s' "${GITHUB_SERVER_URL:-https://github.com}" "$GITHUB_REPOSITORY" "$SPEEDGATE_RUN_ID"; }

# why_none NAME: why there is no verdict of that name, as a sentence.
why_none() {
  if [ ! -e "$SPEEDGATE_FOLDER/rendered" ]; then
    echo "it could not be fetched and rendered"
    return
  fi
  if [ -e "$SPEEDGATE_FOLDER/unreadable/$1" ]; then
    echo "its verdict could not be read"
    return
  fi
  case "$SPEEDGATE_CONCLUSION" in
    success) echo "the run kept no verdict" ;;
    cancelled) echo "the run was cancelled" ;;
    timed_out) echo "the run took longer than it may" ;;
    *) echo "the run failed before it had a verdict" ;;
  esac
}
