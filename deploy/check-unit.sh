#!/usr/bin/env bash
# Checks the systemd unit with systemd's own reader, where there is one.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
command -v systemd-analyze >/dev/null || {
  echo "check-unit: skipped, there is no systemd-analyze"
  exit 0
}
work=$(mktemp -d "${TMPDIR:-/tmp}/piup-unit.XXXXXX")
trap 'rm -rf "$work"' EXIT

# The reader wants the command to exist and the documentation to be readable.
sed -e "s:/opt/piup/README.md:$here/../LICENSE:" -e "s:/opt/piup/piup:$here/../piup:" \
  "$here/systemd/piup.service" >"$work/piup.service"
systemd-analyze verify --man=no "$work/piup.service" >"$work/log" 2>&1 || true
if grep 'piup.service' "$work/log"; then
  echo "check-unit: the unit has faults (see above)" >&2
  exit 1
fi
echo "check-unit: the unit is sound"
