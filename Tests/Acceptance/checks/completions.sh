# What bash, zsh and fish offer by the scripts that the programs print: PROGRAMS
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
PATH="$1:$PATH"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT

cat >"$folder/expected" <<'END'
speedgate-bench ho => hook
speedgate-bench hook install --lay => --layouts
speedgate-bench run --profile  => quick standard thorough
speedgate-bench completions  => bash fish zsh
speedgate-detect history al => alerts
speedgate-detect history query --format  => csv json table
speedgate-report ren => render
END

for shell in bash zsh fish; do
  command -v "$shell" >/dev/null || { echo "$shell is not installed"; exit 1; }
  for program in speedgate-bench speedgate-detect speedgate-report; do
    "$program" completions "$shell" >"$folder/_$program"
    grep "^$program " "$folder/expected" >"$folder/wanted"
    sed 's/ => .*//' "$folder/wanted" >"$folder/lines"
    case $shell in
      bash) bash "$here/bash-completions.bash" "$folder/_$program" <"$folder/lines" ;;
      zsh) zsh -f "$here/zsh-completions.zsh" "$folder/_$program" <"$folder/lines" ;;
      fish)
        while IFS= read -r line; do
          words="$(fish --no-config -c "source '$folder/_$program'; complete -C '$line'" | cut -f1 | sort -u | tr '\n' ' ')"
          printf '%s => %s\n' "$line" "$words"
        done <"$folder/lines"
        ;;
    esac | sed 's/ *$//' >"$folder/found"
    diff "$folder/wanted" "$folder/found" || { echo "$shell offers something else for $program"; exit 1; }
  done
  echo "$shell completes the three programs"
done
