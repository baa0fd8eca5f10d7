# Sourced by the other scripts: installs Debian packages that are missing, and only those. A name may be a pattern between ^ and $, as apt-get reads it.
need() {
  local installed missing=()
  installed=$(dpkg-query -W -f='${Status}|${Package}\n' | sed -n 's/^install ok installed|//p')
  for package in "$@"; do
    grep -qxE -- "$package" <<<"$installed" || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "These system packages are missing and installing them needs root: ${missing[*]}" >&2; return 1; }
    as_root=(sudo)
  fi
  echo "Installing ${missing[*]}"
  "${as_root[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# What the app draws labels, resizes pictures and writes every language with. ICU's package has its version in its name, another in every release of Debian.
APP_PACKAGES=(libpangocairo-1.0-0 fonts-noto-core fonts-noto-cjk libvips-tools util-linux tzdata '^libicu[0-9]+$')
# What the tests need besides: databases, a browser, readers of bar codes and PDF.
TEST_PACKAGES=(postgresql chromium-headless-shell zbar-tools poppler-utils)

# The check beside Stripe's own client needs Node; any that is there will do, otherwise Debian's.
need_node() { { command -v node && command -v npm; } >/dev/null || need nodejs npm; }
