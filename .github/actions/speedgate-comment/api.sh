# Requests to GitHub. Sourced, not run.

for program in curl jq unzip; do
  if ! command -v "$program" >/dev/null; then
    echo "::error title=Speedgate comment::the runner has no '$program'; install it before this step"
    exit 2
  fi
done

# api METHOD PATH [FILE]: the answer's body, at most 20 MB. FILE is the request's body.
#
# What failed in passing is tried again, but never a POST: its comment may be there although the answer got lost.
api() {
  local answer status=0
  answer="$(mktemp "${RUNNER_TEMP:-/tmp}/speedgate-answer.XXXXXX")"
  # Into a file: a second attempt would be added to what the first one wrote to a pipe.
  local arguments=(--silent --show-error --fail --location --connect-timeout 20 --max-time 60 --max-filesize 20000000
    --output "$answer" --request "$1")
  if [ "$1" != POST ]; then arguments+=(--retry 3 --retry-max-time 180); fi
  if [ $# -ge 3 ]; then arguments+=(--header 'Content-Type: application/json' --data-binary "@$3"); fi
  # Through a file descriptor: a token among the arguments would be seen by every process.
  curl "${arguments[@]}" --header 'Accept: application/vnd.github+json' \
    --header @<(printf 'Authorization: Bearer %s\n' "$SPEEDGATE_TOKEN") -- "$GITHUB_API_URL$2" || status=$?
  if [ "$status" = 0 ]; then cat "$answer"; fi
  rm -f "$answer"
  return "$status"
}

# note TEXT: a line at the top of the build.
note() { printf '::notice title=Speedgate comment::%s\n' "$1"; }
