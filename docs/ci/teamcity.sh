#!/usr/bin/env bash
# TeamCity: a command-line step after which TeamCity shows the counts as statistics and the verdict as the build's
# status. Keep the folder baselines outside the checkout, and name it in BASELINES.
set -euo pipefail
status=0
bash docs/ci/gate.sh || status=$?

# A value as a service message needs it.
escaped() { printf '%s' "$1" | sed -e 's/|/||/g' -e "s/'/|'/g" -e 's/\[/|[/g' -e 's/\]/|]/g'; }

variables=.build/speedgate/variables.txt
if [ -f "$variables" ]; then
  while IFS='=' read -r name value; do
    if [[ "$value" =~ ^[0-9]+$ ]]; then
      echo "##teamcity[buildStatisticValue key='speedgate.$name' value='$value']"
    elif [ "$name" = headline ]; then
      if [ "$status" = 0 ]; then
        echo "##teamcity[buildStatus text='$(escaped "$value")']"
      else
        echo "##teamcity[buildProblem description='$(escaped "$value")' identity='speedgate']"
      fi
    fi
  done <"$variables"
  echo "##teamcity[publishArtifacts '.build/speedgate => speedgate']"
fi
exit "$status"
