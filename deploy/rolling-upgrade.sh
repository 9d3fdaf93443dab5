#!/usr/bin/env bash
# Rolls two nodes under load from another revision of this repository to this one, and one of them back:
#   deploy/rolling-upgrade.sh [REVISION]    (the last tag; without tags REVISION has to be given)
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
revision=${1:-$(git -C "$home" describe --tags --abbrev=0 2>/dev/null || true)}
if [ -z "$revision" ]; then
  echo "rolling-upgrade: REVISION: none (expected: a commit to come from, as there is no tag)" >&2
  exit 2
fi
before=$(mktemp -d "${TMPDIR:-/tmp}/piup-before.XXXXXX")
trap 'git -C "$home" worktree remove --force "$before"' EXIT
git -C "$home" worktree add --detach --force "$before" "$revision" >/dev/null
echo "from $(git -C "$before" log -1 --format='%h %s')"
# builds it, so that no node has to
PIUP_NO_AOT=1 "$before/piup" version
"$home/piup" upgrade --before "$before/piup run" --json
