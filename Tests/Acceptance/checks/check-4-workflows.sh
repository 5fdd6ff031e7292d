# The workflows are valid for GitHub.
set -euo pipefail
cd "$SPEEDGATE_ROOT"
actionlint .github/workflows/*.yml
check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
