# What the steps share. Sourced, not run.

# In a container the workspace belongs to another user, and git would refuse to look at it.
export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0='*'
# No one is there to type a password.
export GIT_TERMINAL_PROMPT=0

# Ends the step with one line that GitHub shows at the top of the build.
refuse() {
  printf '::error title=Speedgate::%s\n' "$(escaped "$1")"
  exit 2
}

# A text as the message of a workflow command.
escaped() {
  local text="${1//'%'/%25}"
  text="${text//$'\r'/%0D}"
  printf '%s' "${text//$'\n'/%0A}"
}

# Writes an output. The delimiter is random, so that no value can end it and begin another output.
output() {
  local delimiter
  delimiter="speedgate_$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
  printf '%s<<%s\n%s\n%s\n' "$1" "$delimiter" "$2" "$delimiter" >>"$GITHUB_OUTPUT"
}

# Runs a command that goes over the network, three times at most.
patiently() {
  local pause
  for pause in 2 8 none; do
    if "$@"; then return 0; fi
    if [ "$pause" != none ]; then sleep "$pause"; fi
  done
  return 1
}

# A path inside the workspace: relative, without steps upwards.
inside() {
  case "/$2/" in
    //*) refuse "$1 cannot be '$2'; name a place inside the workspace, relative to the working directory" ;;
    */../*) refuse "$1 cannot be '$2'; leave out '..'" ;;
  esac
}
