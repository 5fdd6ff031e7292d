# Prints what zsh offers at the end of each line of standard input.
#
#   zsh -f zsh-completions.zsh SCRIPT < LINES
#
# A shell on a pseudo-terminal reads SCRIPT and completes the lines; a widget of our own runs the completion and writes
# down what would be offered. ZSH_MODULES is the folder of zsh's modules where they are at another place than usual.
[[ -n $ZSH_MODULES ]] && module_path=($ZSH_MODULES)
zmodload zsh/zpty
script=$1 out=$(mktemp)
zpty shell zsh -f -i
zpty -w shell "module_path=($module_path); fpath=($fpath)"
zpty -w shell "PS1=; autoload -Uz compinit; compinit -u -D; source ${(q)script}; out=${(q)out}"
zpty -w shell 'compadd() { if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd "$@"; return $?; fi; local -a hits; builtin compadd -A hits "$@"; print -rl -- $hits >>$out; builtin compadd "$@" }'
zpty -w shell 'offer() { compstate[insert]=; compstate[list]=; _main_complete; print -r -- "=end" >>$out }; zle -C offer complete-word offer; bindkey "^T" offer; print ready >>$out'
for ((wait = 0; wait < 600; wait++)); do
  grep -q ready $out && break
  sleep 0.05
done
while IFS= read -r line; do
  : >$out
  zpty -w -n shell "$line"$'\C-t'
  for ((wait = 0; wait < 600; wait++)); do
    grep -q '=end' $out && break
    sleep 0.05
  done
  print -r -- "$line => $(grep -v -e '=end' -e '^$' $out | sort -u | tr '\n' ' ')"
  zpty -w -n shell $'\C-u'
done
zpty -d shell
rm -f $out
