#!/usr/bin/env bash
# Starts Storefront on http://localhost:8080 with everything it needs. All options go to the app: bash eng/run.sh --help
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source eng/packages.sh
command -v dotnet >/dev/null || { echo "The .NET 10 SDK is missing: install it and run this again." >&2; exit 1; }
need "${APP_PACKAGES[@]}"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
echo "Building Storefront ..."
dotnet publish src/Storefront.Web -c Release -o artifacts/app -v quiet --nologo
exec dotnet artifacts/app/Storefront.Web.dll "$@"
