# Builds the programs for a release, strips them, and packs them with their licence and a checksum.
#
#   VERSION    the tag, for the archive's name
#   PLATFORM   the system and the architecture, for the archive's name
set -euo pipefail
[[ "$VERSION" =~ ^[A-Za-z0-9._-]{1,60}$ ]] \
  || { echo "::error title=Release::'$VERSION' cannot be a version in a file's name"; exit 2; }
name="speedgate-$VERSION-$PLATFORM"
folder=".build/release-files"
stage=".build/release-stage/$name"
rm -rf "$folder" "$stage"
mkdir -p "$folder" "$stage"

flags=(-c release)
# The runtime goes into the programs, where the system does not bring it.
if [ "$(uname -s)" = Linux ]; then flags+=(--static-swift-stdlib); fi
for product in speedgate-bench speedgate-detect speedgate-report reference-workloads; do
  swift build "${flags[@]}" --product "$product"
  cp "$(swift build "${flags[@]}" --show-bin-path)/$product" "$stage/"
  strip "$stage/$product"
done
cp LICENSE README.md CHANGELOG.md "$stage/"
# Where 'speedgate-bench init' finds the package, for manifests and workflows.
if [ -n "${GITHUB_REPOSITORY:-}" ]; then
  printf '%s/%s.git\n' "${GITHUB_SERVER_URL:-https://github.com}" "$GITHUB_REPOSITORY" >"$stage/ORIGIN"
fi
# Who takes the programs from here has the action of the same version.
cp -R .github/actions "$stage/actions"

# What is packed is what was meant: it starts, it needs no Swift runtime, and it has no symbols left.
for program in speedgate-bench speedgate-detect speedgate-report; do
  "$stage/$program" --version
  if [ "$(uname -s)" = Linux ]; then
    if ldd "$stage/$program" | grep -E 'libswift|libFoundation'; then
      echo "::error title=Release::$program is not linked statically"
      exit 1
    fi
    if readelf --sections --wide "$stage/$program" | grep -F ' .symtab '; then
      echo "::error title=Release::$program is not stripped"
      exit 1
    fi
  fi
done

tar -C "$(dirname "$stage")" -czf "$folder/$name.tar.gz" "$name"
cd "$folder"
if command -v sha256sum >/dev/null; then
  sha256sum "$name.tar.gz" >"$name.tar.gz.sha256"
else
  shasum -a 256 "$name.tar.gz" >"$name.tar.gz.sha256"
fi
cat "$name.tar.gz.sha256"
