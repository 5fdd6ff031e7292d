# Prints what bash offers at the end of each line of standard input.
#
#   bash bash-completions.bash SCRIPT < LINES
. "$1"
while IFS= read -r line; do
  # bash breaks words at = and :, too.
  COMP_WORDS=()
  for word in ${line//=/ = }; do COMP_WORDS+=("$word"); done
  [[ $line == *' ' || $line == *= ]] && COMP_WORDS+=('')
  [[ $line == *= ]] && unset "COMP_WORDS[${#COMP_WORDS[@]}-1]"
  COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMPREPLY=()
  function=$(complete -p "${COMP_WORDS[0]}" | sed -E 's/.*-F ([^ ]+) .*/\1/')
  "$function" 2>/dev/null
  echo "$line => $(printf '%s\n' "${COMPREPLY[@]}" | grep -v '^$' | sort -u | tr '\n' ' ')"
done
