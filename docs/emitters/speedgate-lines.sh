# Writes speedgate.lines: one JSON object a line, for `speedgate-bench import --from lines`. Needs a POSIX shell and date +%s%N.
#
#   . ./speedgate-lines.sh
#   lines_begin lines.ndjson intake
#   lines_step read read rows_read=60 -- ./load input.txt
#   lines_call intake -- ./pipeline input.txt
#   lines_sample intake 0.93 ratio metric=match_rate better=higher

# A text as JSON: quotes and backslashes escaped, line ends and other control characters as blanks.
_lines_text() {
  printf '"%s"' "$(printf '%s' "$1" | tr '\000-\037' ' ' | sed 's/[\\"]/\\&/g')"
}

# Appends one line of key=value pairs: figures as numbers, everything else as texts.
_lines_write() (
  line=""
  for pair in "$@"; do
    key="${pair%%=*}" value="${pair#*=}"
    case "$key" in
      value | *_ms | *_pct | rows_* | jobs | workers | speedup*) ;;
      *) value="$(_lines_text "$value")" ;;
    esac
    line="$line$(_lines_text "$key"):$value,"
  done
  printf '{%s}\n' "${line%,}" >>"$_lines_file"
)

# lines_begin FILE JOB: the header of this process.
lines_begin() {
  _lines_file="$1" _lines_job="$2" _lines_launch="$$-$(date +%s%N)"
  _lines_write schema=speedgate.lines/1 "job=$2" "launch=$_lines_launch" "time=$(date -u +%Y-%m-%dT%H:%M:%SZ)"
}

# lines_sample BENCHMARK VALUE UNIT [KEY=VALUE…]
lines_sample() (
  benchmark="$1" number="$2" unit="$3"; shift 3
  _lines_write "benchmark=$benchmark" "value=$number" "unit=$unit" "launch=$_lines_launch" "$@"
)

# lines_call BENCHMARK [KEY=VALUE…] -- COMMAND…: times a command, in a subshell; where it fails, the benchmark failed.
lines_call() { _lines_time "" "" "$@"; }

# lines_step NAME KIND [KEY=VALUE…] -- COMMAND…: times a command as a step of the job.
lines_step() ( step="$1" kind="$2"; shift 2; _lines_time "$step" "$kind" "$_lines_job" "$@" )

_lines_time() (
  step="$1" kind="$2" benchmark="$3" more="" status=0; shift 3
  while [ "$1" != -- ]; do more="$more $1"; shift; done
  shift
  start="$(date +%s%N)"
  "$@" || status=$?
  ms="$(awk "BEGIN { printf \"%.6f\", ($(date +%s%N) - $start) / 1000000 }")"
  if [ "$status" != 0 ]; then
    _lines_write "error=$1 ended with $status" "benchmark=$benchmark" "launch=$_lines_launch"
    exit "$status"
  fi
  set -f # the pairs are words, and no patterns
  # shellcheck disable=SC2086
  _lines_write "benchmark=$benchmark" "duration_ms=$ms" ${step:+"step=$step" "kind=$kind"} "launch=$_lines_launch" $more
)
