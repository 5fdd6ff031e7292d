# Builds what is measured: what is checked out, and the commit that it is compared with, in a work tree of its own.
# What goes wrong is an output, so that the next step can report it.
set -euo pipefail
source "$(dirname "$0")/common.sh"

cannot_build() {
  output obstacle "$1"
  exit 0
}

# The script of the input build, in a folder. Its lines stop at the first that fails, as those of a workflow do.
build_in() {
  [ -n "$SPEEDGATE_BUILD" ] || return 0
  (cd "$1" && bash --noprofile --norc -e -o pipefail -c "$SPEEDGATE_BUILD")
}

# A commit with what git needs to check it out; fetched where the checkout did not bring it.
has_commit() {
  git cat-file -e "$1^{commit}" 2>/dev/null \
    || patiently git fetch --quiet --no-tags --depth=1 origin "$1"
}

# The parents of what is checked out, one a line. A shallow clone hides them from all but the commit itself.
parents() { git cat-file -p HEAD | sed -n '1,/^$/s/^parent //p'; }

# The commit that a pull request is compared with: the one that it would be merged into. GitHub checks out a merge of both, whose
# first parent that is; of a branch by itself it is the commit where the branch left.
base_of_pull_request() {
  if [ "$(parents | wc -l)" -eq 2 ] && [ "$(git rev-parse HEAD)" = "$GITHUB_SHA" ]; then
    parents | head -n 1
    return 0
  fi
  local found
  if ! found="$(git merge-base HEAD "$SPEEDGATE_BASE_COMMIT" 2>/dev/null)"; then
    if [ "$(git rev-parse --is-shallow-repository)" = true ]; then
      git fetch --quiet --no-tags --deepen=200 origin "$GITHUB_SHA" "$SPEEDGATE_BASE_COMMIT" >&2 || true
    fi
    if ! found="$(git merge-base HEAD "$SPEEDGATE_BASE_COMMIT" 2>/dev/null)"; then
      echo "::warning title=Speedgate::where the branch left its target is unknown, so the change is compared with the" \
        "target's newest commit; with fetch-depth: 0 the checkout brings the history" >&2
      found="$SPEEDGATE_BASE_COMMIT"
    fi
  fi
  printf '%s\n' "$found"
}

# The commit that the main branch is compared with: the last one that passed, else the one before the push; nothing
# where neither is there.
base_of_main() {
  local commit
  commit="$("$SPEEDGATE_TOOLS/speedgate-detect" baseline show "$SPEEDGATE_NAME" --commit --baseline "$SPEEDGATE_BASELINES" \
    2>/dev/null || true)"
  for commit in "$commit" "$SPEEDGATE_BEFORE"; do
    # A branch that is new comes after forty zeros.
    if [[ "$commit" =~ ^[0-9a-f]{40,64}$ ]] && ! [[ "$commit" =~ ^0+$ ]] && [ "$commit" != "$(git rev-parse HEAD)" ] \
      && has_commit "$commit" >&2; then
      printf '%s\n' "$commit"
      return 0
    fi
  done
}

for program in speedgate-bench speedgate-detect speedgate-report; do
  (cd "$SPEEDGATE_DIRECTORY" && [ -x "$SPEEDGATE_TOOLS/$program" ]) \
    || cannot_build "there is no program '$SPEEDGATE_TOOLS/$program'; give the programs' folder as tools"
done

echo "::group::Build what is checked out"
status=0
build_in "$SPEEDGATE_DIRECTORY" || status=$?
echo "::endgroup::"
[ "$status" -eq 0 ] || cannot_build "the build failed with status $status"

[ "$SPEEDGATE_PAIR" = true ] || exit 0
base=""
if [ "$SPEEDGATE_IS_PULL_REQUEST" = true ]; then
  base="$(base_of_pull_request)"
  has_commit "$base" \
    || cannot_build "the base commit $base cannot be fetched; give the checkout fetch-depth: 0, or pair: false"
else
  base="$(cd "$SPEEDGATE_DIRECTORY" && base_of_main)"
  [ -n "$base" ] || { echo "there is no earlier commit to compare with"; exit 0; }
fi

# Outside the workspace: programs that look for their parts in the folders above must not find those of the change.
tree="$(mktemp -d "${RUNNER_TEMP:-/tmp}/speedgate-base.XXXXXX")/base"
git worktree prune
git worktree add --quiet --detach "$tree" "$base" || cannot_build "the base commit $base cannot be checked out"
# Where the checkout brought submodules, both sides need them.
if [ -f "$tree/.gitmodules" ] && git submodule status | grep -q '^[ +]'; then
  (cd "$tree" && patiently git submodule --quiet update --init --recursive --depth=1) \
    || cannot_build "the submodules of the base commit $base cannot be fetched"
fi
folder="$tree"
[ "$SPEEDGATE_DIRECTORY" = . ] || folder="$tree/$SPEEDGATE_DIRECTORY"

broken=""
if [ -d "$folder" ]; then
  echo "::group::Build the base commit $base"
  build_in "$folder" || broken="the base commit $base does not build: its build failed with status $?"
  echo "::endgroup::"
else
  broken="the base commit $base has no folder '$SPEEDGATE_DIRECTORY'"
fi
if [ -n "$broken" ]; then
  # A main branch must get well again after a commit that does not build; there stored numbers do.
  [ "$SPEEDGATE_IS_PULL_REQUEST" != true ] || cannot_build "$broken; repair it there, or give pair: false"
  printf '::warning title=Speedgate::%s\n' "$(escaped "$broken, so this run is compared with stored numbers")"
  exit 0
fi
output base-directory "$folder"
