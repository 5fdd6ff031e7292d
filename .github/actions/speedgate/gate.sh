# Measures, judges and renders. Ends with success whatever the verdict says, so that the later steps can report it;
# the last step turns the outputs into the build's status.
set -euo pipefail
source "$(dirname "$0")/common.sh"
cd "$SPEEDGATE_DIRECTORY"
mkdir -p "$SPEEDGATE_OUTPUT"
run="$SPEEDGATE_OUTPUT/run.json"
verdict="$SPEEDGATE_OUTPUT/verdict.json"
# What an earlier build left must not be taken for this one's.
rm -f "$verdict" "$SPEEDGATE_OUTPUT"/{report.html,report.md,report.json,variables.txt}
# A record that is given may lie where this one goes.
if [ -z "$SPEEDGATE_RUN" ]; then rm -f "$run"; fi

cannot_judge() {
  output outcome none
  output status 2
  output headline "$1"
  {
    printf '### Speedgate could not judge\n\n'
    printf '%s\n' "The log of the step \"${2:-Measure and judge}\" says why."
  } >>"$GITHUB_STEP_SUMMARY"
  exit 0
}

# What is asked of measuring, of a suite or of commands.
shared_arguments() {
  arguments+=(--profile "$SPEEDGATE_PROFILE")
  [ -z "$SPEEDGATE_TIME_BUDGET" ] || arguments+=(--time-budget "$SPEEDGATE_TIME_BUDGET")
  [ -z "$SPEEDGATE_BUDGETS" ] || arguments+=(--budgets "$SPEEDGATE_BUDGETS")
  local pattern
  while IFS= read -r pattern; do
    [ -z "$pattern" ] || arguments+=(--filter "$pattern")
  done <<<"$SPEEDGATE_FILTER"
  # Measured for the question that it is judged by.
  arguments+=(${policy_arguments[@]+"${policy_arguments[@]}"} --output "$run")
}

measure() {
  local arguments=(run "$SPEEDGATE_SUITE" --baseline "$SPEEDGATE_BASELINES")
  [ -z "${SPEEDGATE_LAYOUTS:-}" ] || arguments+=(--layouts "$SPEEDGATE_LAYOUTS")
  [ -z "${SPEEDGATE_SAME_CODE:-}" ] || arguments+=(--same-code "$SPEEDGATE_SAME_CODE")
  [ -z "$SPEEDGATE_SHARD" ] || arguments+=(--shard "$SPEEDGATE_SHARD")
  [ -z "$SPEEDGATE_MACHINE" ] || arguments+=(--machine "$SPEEDGATE_MACHINE")
  shared_arguments
  "$SPEEDGATE_TOOLS/speedgate-bench" "${arguments[@]}"
}

# A text as JSON has it.
json_text() {
  printf '"%s"' "$(printf '%s' "$1" | sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e $'s/\t/\\\\t/g')"
}

# The lines of the input command as a file of commands: 'name: command line', or the line alone.
command_file() {
  local line name separator=""
  printf '{ "schema": "speedgate.commands/1", "benchmarks": ['
  while IFS= read -r line; do
    line="${line#"${line%%[![:space:]]*}"}"
    line="${line%"${line##*[![:space:]]}"}"
    case "$line" in '' | '#'*) continue ;; esac
    name="${line%%: *}"
    if [ "$name" != "$line" ] && [[ "$name" =~ ^[A-Za-z0-9_./=,{}-]+$ ]]; then
      line="${line#*: }"
      line="${line#"${line%%[![:space:]]*}"}"
    else
      name="${line%%[[:space:]]*}"
      name="${name##*/}"
    fi
    printf '%s\n  { "name": %s, "command": %s }' "$separator" "$(json_text "$name")" "$(json_text "$line")"
    separator=,
  done <<<"$SPEEDGATE_COMMAND"
  printf '\n] }\n'
}

measure_commands() {
  local file="$SPEEDGATE_COMMANDS"
  if [ -z "$file" ]; then
    # By its whole path it is no file that the base commit could have, too.
    file="$PWD/$SPEEDGATE_OUTPUT/commands.json"
    command_file >"$file"
  fi
  local arguments=(command --file "$file" --suite "$SPEEDGATE_NAME")
  [ -z "$SPEEDGATE_BASE_DIRECTORY" ] || arguments+=(--against-directory "$SPEEDGATE_BASE_DIRECTORY")
  shared_arguments
  "$SPEEDGATE_TOOLS/speedgate-bench" "${arguments[@]}"
}

# The files of another harness, by their names and patterns, one a line.
import_files() {
  local arguments=(import --suite "$SPEEDGATE_NAME" --output "$run") pattern path count=0
  [ -z "$SPEEDGATE_FROM" ] || arguments+=(--from "$SPEEDGATE_FROM")
  arguments+=(--)
  while IFS= read -r pattern; do
    [ -n "$pattern" ] || continue
    local before="$count"
    while IFS= read -r path; do
      if [ -e "$path" ]; then
        case "$path" in /*) arguments+=("$path") ;; *) arguments+=("./$path") ;; esac
        count=$((count + 1))
      fi
    done <<<"$(compgen -G "$pattern" || true)"
    [ "$count" -gt "$before" ] || cannot_judge "no file is named '$pattern'; run the benchmarks before this action"
  done <<<"$SPEEDGATE_IMPORT"
  "$SPEEDGATE_TOOLS/speedgate-bench" "${arguments[@]}" || cannot_judge "the files could not be imported"
}

[ -z "${SPEEDGATE_OBSTACLE:-}" ] || cannot_judge "$SPEEDGATE_OBSTACLE" "Build both sides"
for program in speedgate-bench speedgate-detect speedgate-report; do
  [ -x "$SPEEDGATE_TOOLS/$program" ] \
    || cannot_judge "there is no program '$SPEEDGATE_TOOLS/$program'; give product, or the programs' folder as tools"
done

# The budgets of the target branch, so that a pull request cannot loosen what judges it.
policy_arguments=()
if [ "$SPEEDGATE_POLICY" = base ] && [ "$SPEEDGATE_IS_PULL_REQUEST" = true ]; then
  if git cat-file -e "$SPEEDGATE_BASE_COMMIT^{commit}" 2>/dev/null \
    || patiently git fetch --quiet --no-tags --depth=1 origin "$SPEEDGATE_BASE_COMMIT"; then
    policy_arguments=(--policy-from "$SPEEDGATE_BASE_COMMIT")
  else
    cannot_judge "the target branch's budgets cannot be fetched; try again, or give policy: own"
  fi
fi

case "$SPEEDGATE_KIND" in
  run)
    [ -f "$SPEEDGATE_RUN" ] || cannot_judge "there is no record '$SPEEDGATE_RUN'"
    # Copied, so that the artifact holds it, unless it lies there already.
    [ "$SPEEDGATE_RUN" -ef "$run" ] || cp -- "$SPEEDGATE_RUN" "$run" || cannot_judge "'$SPEEDGATE_RUN' cannot be read"
    ;;
  import) import_files ;;
  command | commands) measure_commands || cannot_judge "the commands could not be measured" ;;
  *)
    measure || cannot_judge "the suite could not be measured"
    for folder in "$SPEEDGATE_BASELINES"/*/"$SPEEDGATE_SUITE_FOLDER/evidence"; do
      if [ -d "$folder" ]; then output has-launches true; fi
    done
    ;;
esac
output run "$SPEEDGATE_DIRECTORY/$run"

if [ -n "$SPEEDGATE_SHARD$SPEEDGATE_MACHINE" ]; then
  output outcome none
  output status 0
  output headline "${SPEEDGATE_SHARD:+shard $SPEEDGATE_SHARD, }${SPEEDGATE_MACHINE:+machine $SPEEDGATE_MACHINE, }measured; another job merges and judges"
  exit 0
fi

arguments=(check "$run" --baseline "$SPEEDGATE_BASELINES" --read-only --output "$verdict")
[ -z "$SPEEDGATE_BUDGETS" ] || arguments+=(--budgets "$SPEEDGATE_BUDGETS")
# The check only reads it, to report the history of each regression.
if [ -e "${SPEEDGATE_HISTORY:-history}" ]; then arguments+=(--history "${SPEEDGATE_HISTORY:-history}"); fi
[ "$SPEEDGATE_STRICT" != true ] || arguments+=(--strict)
if [ "$SPEEDGATE_REQUIRE_BASELINE" = true ] && [ "$SPEEDGATE_IS_PULL_REQUEST" = true ]; then
  arguments+=(--require-baseline)
fi
status=0
"$SPEEDGATE_TOOLS/speedgate-detect" "${arguments[@]}" ${policy_arguments[@]+"${policy_arguments[@]}"} || status=$?
[ -f "$verdict" ] || cannot_judge "the run could not be judged"

"$SPEEDGATE_TOOLS/speedgate-report" render "$verdict" --quiet --run "$run" \
  --html "$SPEEDGATE_OUTPUT/report.html" \
  --markdown "$SPEEDGATE_OUTPUT/report.md" --json "$SPEEDGATE_OUTPUT/report.json" \
  --variables "$SPEEDGATE_OUTPUT/variables.txt" || cannot_judge "the verdict could not be rendered"

cat "$SPEEDGATE_OUTPUT/report.md" >>"$GITHUB_STEP_SUMMARY"
while IFS= read -r line; do output "${line%%=*}" "${line#*=}"; done <"$SPEEDGATE_OUTPUT/variables.txt"
output status "$status"
output verdict "$SPEEDGATE_DIRECTORY/$verdict"
output report "$SPEEDGATE_DIRECTORY/$SPEEDGATE_OUTPUT/report.html"
if [ "$SPEEDGATE_IS_PULL_REQUEST" = true ] && grep -qx 'baseline_found=false' "$SPEEDGATE_OUTPUT/variables.txt"; then
  echo "::warning title=Speedgate::there was no baseline to compare with: the main branch has not stored one for this" \
    "kind of machine, or the cache lost it. Only budgets were judged."
fi
