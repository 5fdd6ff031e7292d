# Requests to GitHub. Sourced, not run.

# api METHOD PATH [FILE]: the answer's body, at most 20 MB. FILE is the request's body.
api() {
  local arguments=(--silent --show-error --fail --location --max-time 60 --max-filesize 20000000 --request "$1")
  if [ $# -ge 3 ]; then arguments+=(--header 'Content-Type: application/json' --data-binary "@$3"); fi
  # Through a file descriptor: a token among the arguments would be seen by every process.
  curl "${arguments[@]}" --header 'Accept: application/vnd.github+json' \
    --header @<(printf 'Authorization: Bearer %s\n' "$SPEEDGATE_TOKEN") -- "$GITHUB_API_URL$2"
}

# note TEXT: a line at the top of the build.
note() { printf '::notice title=Speedgate comment::%s\n' "$1"; }
