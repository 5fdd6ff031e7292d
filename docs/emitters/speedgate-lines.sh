# Writes speedgate.lines: one JSON object a line, for `speedgate-bench import --from lines`. Needs a POSIX shell and date +%s%N.
#
#   . ./speedgate-lines.sh
#   lines_begin lines.ndjson intake
#   lines_step read read rows_read=60 -- ./load input.txt
#   lines_call intake tags=pipeline,nightly -- ./pipeline input.txt
#   lines_sample intake 0.93 ratio metric=match_rate better=higher
_lines_say() { echo "speedgate-lines: $1" >&2; }
_lines_flat() { printf '%s' "$1" | tr '\000-\037\177' ' '; } # line ends and other control characters as blanks
_lines_text() { printf '"%s"' "$(_lines_flat "$1" | sed 's/[\\"]/\\&/g')"; }
# A pair key=value as JSON: figures as numbers, tags=a,b as an array, the rest as texts, an empty text as nothing.
_lines_pair() (
  _lines_key="${1%%=*}" _lines_value="$(_lines_flat "${1#*=}")"
  case "$_lines_key" in
    value | *_ms | *_pct | rows_* | jobs | workers | speedup*) _lines_form='-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?' ;;
    ok) _lines_form='true|false' ;;
    *) _lines_form="" ;;
  esac
  if [ -n "$_lines_form" ] && ! printf '%s\n' "$_lines_value" | grep -Eqxe "$_lines_form"; then
    _lines_say "$_lines_key cannot be '$_lines_value' and is left out"; exit 1
  fi
  [ -n "$_lines_value" ] || exit 0
  [ -n "$_lines_form" ] || _lines_value="$(_lines_text "$_lines_value")"
  [ "$_lines_key" != tags ] || _lines_value="[$(printf '%s' "$_lines_value" | sed 's/,/","/g')]"
  printf '%s:%s,' "$(_lines_text "$_lines_key")" "$_lines_value"
)
# Appends one line of pairs to what _lines_more holds; a line whose figure is left out is not written.
_lines_write() (
  _lines_line="${_lines_more-}"
  for _lines_arg in "$@"; do
    _lines_line="$_lines_line$(_lines_pair "$_lines_arg")" || case "$_lines_arg" in value=* | duration_ms=*) exit 0 ;; esac
  done
  printf '{%s}\n' "${_lines_line%,}" >>"$_lines_file"
)
# lines_begin FILE JOB: the header of this process.
lines_begin() {
  _lines_file="$1" _lines_job="$2" _lines_launch="$$-$(date +%s%N)"
  _lines_write schema=speedgate.lines/1 "job=$2" "launch=$_lines_launch" "time=$(date -u +%Y-%m-%dT%H:%M:%SZ)"
}
# lines_sample BENCHMARK VALUE UNIT [KEY=VALUE…]
lines_sample() ( _lines_about="$1" _lines_value="$2" _lines_unit="$3"; shift 3
  _lines_write "benchmark=$_lines_about" "value=$_lines_value" "unit=$_lines_unit" "launch=$_lines_launch" "$@" )
# lines_call BENCHMARK [KEY=VALUE…] -- COMMAND…: times a command, in a subshell; where it fails, the benchmark failed.
lines_call() { _lines_time "" "" "$@"; }
# lines_step NAME KIND [KEY=VALUE…] -- COMMAND…: times a command as a step of the job. KIND may be empty.
lines_step() ( _lines_step="$1" _lines_kind="$2"; shift 2; _lines_time "$_lines_step" "$_lines_kind" "$_lines_job" "$@" )
_lines_time() ( _lines_step="$1" _lines_kind="$2" _lines_about="$3" _lines_pairs="" _lines_status=0; shift 3
  while case "${1-}" in --) false ;; *=*) ;; *) false ;; esac; do _lines_pairs="$_lines_pairs$(_lines_pair "$1")" || :; shift; done
  [ "${1-}" = -- ] && [ "$#" -gt 1 ] || { _lines_say "write -- and a command behind '$_lines_step$_lines_about' and its pairs"; exit 2; }
  shift
  _lines_start="$(date +%s%N)"
  ( "$@" ) || _lines_status=$?
  _lines_ms="$(LC_ALL=C awk "BEGIN { printf \"%.6f\", ($(date +%s%N) - $_lines_start) / 1000000 }")"
  set -- "benchmark=$_lines_about" "launch=$_lines_launch" "what=$1"
  [ "$_lines_status" = 0 ] || { _lines_write "error=${3#what=} ended with $_lines_status" "$1" "$2"; exit "$_lines_status"; }
  _lines_more="$_lines_pairs"
  _lines_write "$1" "duration_ms=$_lines_ms" ${_lines_step:+"step=$_lines_step" "kind=$_lines_kind"} "$2" )
