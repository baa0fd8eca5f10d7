# Sourced by the other scripts: installs Debian packages that are missing, and only those.
need() {
  local missing=()
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
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

# What the app draws labels and resizes pictures with.
APP_PACKAGES=(libpangocairo-1.0-0 fonts-noto-core fonts-noto-cjk libvips-tools util-linux tzdata)
# What the tests need besides: databases, a browser, readers of bar codes and PDF.
TEST_PACKAGES=(postgresql chromium-headless-shell zbar-tools poppler-utils)

# The check beside Stripe's own client needs Node; any that is there will do, otherwise Debian's.
need_node() { { command -v node && command -v npm; } >/dev/null || need nodejs npm; }
