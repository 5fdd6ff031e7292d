# Builds products in release as `swift package gate` does: with other flags every module would be built a second time.
# The package manager compiles everything again even where only the order of the flags differs.
# Sourced, not run. Afterwards $bin is the folder of the programs.
release_flags=(-c release)
if [ "$(uname -s)" = Linux ]; then release_flags+=(-Xswiftc -static-stdlib -Xlinker --strip-debug); fi
release_flags+=(-Xswiftc -Xllvm -Xswiftc -align-all-functions=6 -Xcc -falign-functions=64)
release_flags+=(-Xswiftc -Xfrontend -Xswiftc -function-sections -Xswiftc -gnone -Xcc -ffunction-sections -Xcc -fdata-sections)

build() {
  local product log="$SPEEDGATE_SCRATCH/build.log"
  for product in "$@"; do
    swift build "${release_flags[@]}" --product "$product" >"$log" 2>&1 || { cat "$log"; exit 1; }
  done
  # shellcheck disable=SC2034 # for whoever sources this
  bin="$(swift build "${release_flags[@]}" --show-bin-path)"
}
