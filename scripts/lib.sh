# Shared by the scripts of this folder; not meant to be run.

say() { printf '\033[1m%s\033[0m\n' "$*" >&2; }

# fail WHAT FIX: names what is missing and how to mend it, and ends the script.
fail() { printf 'wardops: %s\n         Fix: %s\n' "$1" "$2" >&2; exit 1; }

# need_sdk: the .NET 10 SDK, Node and npm must be there; nothing here installs them.
need_sdk() {
  command -v dotnet >/dev/null || fail "the .NET SDK is missing." "install the .NET 10 SDK: https://dotnet.microsoft.com/download/dotnet/10.0"
  dotnet --version >/dev/null 2>&1 || fail "this .NET SDK does not fit global.json ($(dotnet --list-sdks | tr '\n' ' '))." "install the .NET 10 SDK: https://dotnet.microsoft.com/download/dotnet/10.0"
  command -v npm >/dev/null || fail "Node.js with npm is missing." "apt-get install nodejs npm, or https://nodejs.org"
}

# apt_install PACKAGE ...: installs packages if apt is here and may be used; otherwise returns 1.
apt_install() {
  command -v apt-get >/dev/null || return 1
  local sudo=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null && sudo -n true 2>/dev/null || return 1
    sudo=(sudo -n)
  fi
  say "Installing $* ..."
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null 2>&1 || {
    "${sudo[@]}" apt-get update -qq >/dev/null 2>&1 || return 1
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null || return 1
  }
  # Only the programs are wanted: what the packages have just started as services of their own is stopped again.
  if [ -d /run/systemd/system ]; then
    for service in "$@"; do "${sudo[@]}" systemctl disable --now "$service" >/dev/null 2>&1 || true; done
  fi
}

# find_postgres: prints the folder of the newest PostgreSQL server binaries, if there are any.
find_postgres() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | while read -r d; do [ -x "$d/initdb" ] && echo "$d"; done | tail -n 1; }
