#!/usr/bin/env bash
# Publishes the app and measures it: bash eng/bench.sh [--database postgres|sqlite] [--listings 1000,10000,100000] [--orders 10000,100000,1000000]
# [--only TEXT] [--quick]; --help tells of all. The table goes to artifacts/benchmarks.md. Let the machine do nothing else meanwhile.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source eng/packages.sh
need "${APP_PACKAGES[@]}" postgresql
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
[[ " $* " == *" --help "* ]] || dotnet publish src/Storefront.Web -c Release -o artifacts/measured -v quiet --nologo
dotnet build tests/Storefront.Benchmarks -c Release -v quiet --nologo
exec dotnet tests/Storefront.Benchmarks/bin/Release/net10.0/Storefront.Benchmarks.dll --app artifacts/measured/Storefront.Web.dll "$@"
