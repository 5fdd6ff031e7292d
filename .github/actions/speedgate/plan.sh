# Checks the inputs and decides what this build may do: which cache it reads, whether it may write it, what it comments.
set -euo pipefail
source "$(dirname "$0")/common.sh"

inside baselines "$SPEEDGATE_BASELINES"
inside output "$SPEEDGATE_OUTPUT"
inside history "$SPEEDGATE_HISTORY"
inside working-directory "$SPEEDGATE_DIRECTORY"
[ -d "$SPEEDGATE_DIRECTORY" ] || refuse "there is no folder '$SPEEDGATE_DIRECTORY'; check out the repository first"
case "$SPEEDGATE_FAIL_ON" in
  fail | warn | never) ;;
  *) refuse "fail-on cannot be '$SPEEDGATE_FAIL_ON'; it is one of fail, warn, never" ;;
esac
[[ "$SPEEDGATE_KEY" =~ ^[A-Za-z0-9_.-]{1,100}$ ]] \
  || refuse "baseline-key cannot be '$SPEEDGATE_KEY'; use letters, digits, dots, hyphens and underscores"

suite="$SPEEDGATE_SUITE"
if [ -z "$suite" ] && [ -n "$SPEEDGATE_PRODUCT" ]; then suite=".build/release/$SPEEDGATE_PRODUCT"; fi

# What is gated: a suite, a record, commands, or another harness's files.
kind=""
takes() {
  [ -n "$2" ] || return 0
  [ -z "$kind" ] || refuse "$kind and $1 are two ways to say what is gated; give one"
  kind="$1"
}
# A suite may come with the record that it made in another job.
if [ -z "$SPEEDGATE_RUN" ]; then takes suite "$suite"; fi
takes run "$SPEEDGATE_RUN"
takes command "${SPEEDGATE_COMMAND:-}"
takes commands "${SPEEDGATE_COMMANDS:-}"
takes import "${SPEEDGATE_IMPORT:-}"
[ -n "$kind" ] || refuse "nothing is to be gated; give suite, product, command, commands, import or run"
case "$kind" in command | commands | import)
  [ -z "$suite" ] || refuse "$kind and suite are two ways to say what is gated; give one"
  [ -z "$SPEEDGATE_SHARD$SPEEDGATE_MACHINE" ] \
    || refuse "$kind cannot be given with shard or machine; only a suite's benchmarks are shared out" ;;
esac
case "$kind" in command | commands) ;; *)
  [ -z "${SPEEDGATE_BUILD:-}" ] || refuse "build belongs to command and commands; a suite is built with product" ;;
esac
[ -z "${SPEEDGATE_FROM:-}" ] || [ "$kind" = import ] || refuse "from belongs to import; give the files as import"
case "${SPEEDGATE_PAIR:-true}" in
  true | false) ;;
  *) refuse "pair cannot be '$SPEEDGATE_PAIR'; it is true or false" ;;
esac
if [ "$kind" = commands ]; then inside commands "$SPEEDGATE_COMMANDS"; fi

name="$SPEEDGATE_NAME"
if [ -z "$name" ]; then
  case "$kind" in
    command) name=commands ;;
    import) name=imported ;;
    # As speedgate-bench names the suite of a file.
    commands) name="$(basename "$SPEEDGATE_COMMANDS")"; name="${name%.*}" ;;
    *) name="$(basename "${suite:-$SPEEDGATE_RUN}")" ;;
  esac
  name="$(printf '%s\n' "$name" | tr -c 'A-Za-z0-9_.\n-' '_' | cut -c 1-60)"
fi
[[ "$name" =~ ^[A-Za-z0-9_.-]{1,60}$ ]] \
  || refuse "name cannot be '$name'; use at most 60 letters, digits, dots, hyphens and underscores"

# What is one part of a measurement is kept for the job that merges, and not judged.
for share in "$SPEEDGATE_SHARD" "$SPEEDGATE_MACHINE"; do
  [[ -z "$share" || "$share" =~ ^[0-9]{1,5}/[0-9]{1,5}$ ]] \
    || refuse "shard and machine cannot be '$share'; write 1/4 for the first of four"
done
part=""
[ -z "$SPEEDGATE_SHARD" ] || part="-${SPEEDGATE_SHARD//\//-of-}"
[ -z "$SPEEDGATE_MACHINE" ] || part="$part-machine-${SPEEDGATE_MACHINE//\//-of-}"

# Only what was pushed to the main branch, or runs on its code by hand or by the clock, makes a baseline. The
# reference alone does not decide: under pull_request_target and workflow_run it is the main branch's, too.
main="${SPEEDGATE_MAIN:-$SPEEDGATE_DEFAULT_BRANCH}"
may_save=false
case "$GITHUB_EVENT_NAME" in
  push | schedule | workflow_dispatch)
    if [ -n "$main" ] && [ "$GITHUB_REF" = "refs/heads/$main" ] && [ -z "$part" ]; then may_save=true; fi
    ;;
esac

# The launches of two programs are kept wherever the cache of this build is one of its own code: a pull request has
# its own scope, and nothing takes them for a baseline. A record that is given was measured elsewhere.
keeps_launches=false
case "$GITHUB_EVENT_NAME" in
  pull_request | push | schedule | workflow_dispatch)
    if [ "$kind" = suite ]; then keeps_launches=true; fi
    ;;
esac

is_pull_request=false
is_fork=false
case "$GITHUB_EVENT_NAME" in
  pull_request)
    is_pull_request=true
    if [ "$SPEEDGATE_HEAD_REPOSITORY" != "$GITHUB_REPOSITORY" ]; then is_fork=true; fi
    ;;
  pull_request_target)
    refuse "pull_request_target gives a stranger's code the rights of the main branch; use pull_request"
    ;;
esac

case "$SPEEDGATE_POLICY" in
  own | base) policy="$SPEEDGATE_POLICY" ;;
  auto) if [ "$is_fork" = true ]; then policy=base; else policy=own; fi ;;
  *) refuse "policy cannot be '$SPEEDGATE_POLICY'; it is one of auto, own, base" ;;
esac

keeps_comment=false
if [ "$is_pull_request" = true ] && [ "$SPEEDGATE_COMMENT" = true ] && [ -z "$part" ]; then
  keeps_comment=true
fi

makes_pages=false
if [ "$may_save" = true ] && [ "$SPEEDGATE_PAGES" = true ]; then makes_pages=true; fi

# Times of different kinds of machine are not compared, so the key names the kind.
processor="$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo 2>/dev/null | head -n 1 || true)"
[ -n "$processor" ] || processor="$(sysctl -n machdep.cpu.brand_string 2>/dev/null || echo unknown)"
count="$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 0)"
environment="$(printf '%s-%s-%s-%scpu' "$(uname -s)" "$(uname -m)" "$processor" "$count" \
  | tr '[:upper:]' '[:lower:]' | tr -cs 'a-z0-9\n' '-' | cut -c 1-120)"

artifact="speedgate-$name"
[ -z "$part" ] || artifact="speedgate-shard-$name$part"

# A cache's key can be written only once, so a build that is run again needs one of its own.
attempt=""
if [ "${GITHUB_RUN_ATTEMPT:-1}" != 1 ]; then attempt="-$GITHUB_RUN_ATTEMPT"; fi
# The suite's folder among the baselines, named as speedgate-bench names it.
folder="$(basename "${suite:-none}" | LC_ALL=C sed 's/^\./_/; s/_\{0,1\}[^A-Za-z0-9._-]\{1,\}/_/g' | cut -c 1-100)"
# No key of a baseline holds a slash, so that none of their prefixes finds launches. Legs and shards have keys of their own.
shard="${part#-}"
[ -n "$shard" ] || shard=whole
launches_prefix="launches/$SPEEDGATE_KEY/$environment/$name/$shard/"
output name "$name"
output suite "$suite"
output kind "$kind"
output artifact "$artifact"
output policy "$policy"
output may-save "$may_save"
output is-pull-request "$is_pull_request"
output keeps-comment "$keeps_comment"
output makes-pages "$makes_pages"
output history "$SPEEDGATE_DIRECTORY/$SPEEDGATE_HISTORY"
output baselines "$SPEEDGATE_DIRECTORY/$SPEEDGATE_BASELINES"
output output "$SPEEDGATE_DIRECTORY/$SPEEDGATE_OUTPUT"
output key-prefix "$SPEEDGATE_KEY-"
output key-environment "$SPEEDGATE_KEY-$environment-"
output key "$SPEEDGATE_KEY-$environment-$GITHUB_SHA$attempt"
output keeps-launches "$keeps_launches"
output suite-folder "$folder"
output launches "$SPEEDGATE_DIRECTORY/$SPEEDGATE_BASELINES/*/$folder/evidence"
output launches-prefix "$launches_prefix"
output launches-key "$launches_prefix${GITHUB_RUN_ID:-0}-${GITHUB_RUN_ATTEMPT:-1}"
