# Read by bash before each check: a check that stops at a failed command says which, because `set -e` does not.
unset BASH_ENV
set -E
trap 'printf "%s:%d: status %d from: %s\n" "${BASH_SOURCE[0]}" "$LINENO" "$?" "${BASH_COMMAND%%$'"'\\n'"'*}" >&2' ERR
