#!/usr/bin/env bash
# Runs every test project and closes with "N passed, N failed". A skipped test, and a project without tests, count as failures.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source eng/packages.sh
need "${APP_PACKAGES[@]}" "${TEST_PACKAGES[@]}" || exit 1
need_node || exit 1
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# What runs for minutes does not earn back what it costs to watch it for the sake of better code.
export DOTNET_TieredPGO=0
dotnet tool restore >/dev/null || exit 1
(cd tests/StripeTwin && npm ci --no-progress --silent) || { echo "0 passed, 1 failed"; exit 1; }
# As it is published: the test of the published app then need not build it once more. One compiler for all projects starts once and not sixteen times.
dotnet build Storefront.sln -c Release -p:UseSharedCompilation=true -v quiet --nologo || { echo "0 passed, 1 failed"; exit 1; }

# Exchanges that carriers' own clients recorded lie beside the project at times; the tests then read them too.
[ -d ../shared/data/recorded ] && export STOREFRONT_RECORDED="$(cd ../shared/data/recorded && pwd)"

passed=0 failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for project in tests/*.Tests; do
  echo "== $(basename "$project")"
  dotnet test "$project" -c Release --no-build --nologo --logger "console;verbosity=normal" >"$log" 2>&1
  status=$?
  # The runner's closing lines: "Passed: 23", "Failed: 0", "Skipped: 0".
  count() { grep -oE "^ +$1: +[0-9]+" "$log" | grep -oE '[0-9]+' | tail -1; }
  p=$(count Passed) f=$(count Failed) s=$(count Skipped)
  passed=$((passed + ${p:-0}))
  failed=$((failed + ${f:-0} + ${s:-0}))
  if [ $status -ne 0 ] || [ -z "${p:-}" ] || [ "${s:-0}" -ne 0 ]; then
    [ "${f:-0}" -eq 0 ] && failed=$((failed + 1))
    grep -vE '^ +Passed ' "$log" | tail -n 300
  fi
  echo "   ${p:-0} passed, ${f:-0} failed, ${s:-0} skipped, $(grep -oE 'Total time: .*' "$log" | tail -1)"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
