#!/usr/bin/env bash
# Starts the gateway as a user would and uses it once: the printed curl line, the usage, SIGTERM.
#   deploy/smoke.sh                 this checkout's ./piup
#   deploy/smoke.sh FILE.tar.gz     a packaged gateway, unpacked into a temporary folder, with no JDK in reach
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/piup-smoke.XXXXXX")
gateway=

fail() {
  echo "smoke: $*" >&2
  [ ! -f "$work/out" ] || sed 's/^/  out | /' "$work/out" >&2
  [ ! -f "$work/err" ] || tail -n 40 "$work/err" | sed 's/^/  err | /' >&2
  exit 1
}

clean_up() {
  [ -z "$gateway" ] || kill -KILL "$gateway" 2>/dev/null || true
  rm -rf "$work"
}
trap clean_up EXIT

# Polls the command in $2… up to $1 times a tenth of a second.
within() {
  local tenths=$1
  shift
  for ((i = 0; i < tenths; i++)); do
    ! "$@" || return 0
    sleep 0.1
  done
  return 1
}

is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

free_port() {
  local port
  for ((i = 0; i < 100; i++)); do
    port=$((20000 + RANDOM % 12000))
    [ "$port" != "${1:-}" ] && is_free "$port" && echo "$port" && return
  done
  fail "no free port among 100 tries"
}

is_dead() { ! kill -0 "$gateway" 2>/dev/null; }
has_curl_line() { grep -q '^ *curl ' "$work/out"; }
is_up_or_dead() { has_curl_line || is_dead; }
# The printed curl line: from the first that starts with curl through all that the one before continues.
curl_line() { awk '/^ *curl / { on = 1 } on { print; if ($0 !~ /\\$/) exit }' "$work/out"; }
usage_shows_an_exchange() { "$piup" usage >"$work/usage" 2>>"$work/err" && grep -q "$model" "$work/usage"; }

if [ $# -gt 0 ]; then
  tar --extract --gzip --file "$1" --directory "$work"
  piup=$(echo "$work"/piup-*/piup)
  unset JAVA_HOME PIUP_JAVA_HOME
else
  piup=$root/piup
fi

export PIUP_HOME=$work/data
cd "$work"
port=$(free_port)
admin_port=$(free_port "$port")
"$piup" version

"$piup" run --port "$port" --admin-port "$admin_port" >"$work/out" 2>"$work/err" &
gateway=$!
within 6000 is_up_or_dead || fail "no curl line printed within 600 s"
! is_dead || fail "the gateway ended by itself"

line=$(curl_line)
model=$(sed -n 's/.*"model" *: *"\([^"]*\)".*/\1/p' <<<"$line" | head -n 1)
[ -n "$model" ] || fail "the printed curl line names no model: $line"
# The user's own shell runs the line as it was printed.
timeout 60 bash -c "$line" >"$work/answer" 2>>"$work/err" || fail "the printed curl line failed: $line"
grep -q '\[DONE\]\|"finish_reason"' "$work/answer" || fail "the answer has no end: $(head -c 2000 "$work/answer")"
echo "smoke: the printed curl line was answered ($(wc -c <"$work/answer") bytes, model $model)"

within 100 usage_shows_an_exchange || fail "piup usage does not show the exchange: $(cat "$work/usage")"
echo "smoke: piup usage shows the exchange"

kill -TERM "$gateway"
within 300 is_dead || fail "the gateway did not end within 30 s of SIGTERM"
code=0
wait "$gateway" || code=$?
gateway=
[ "$code" -eq 0 ] || fail "exit code after SIGTERM: $code (expected: 0)"
echo "smoke: SIGTERM ended it with exit code 0"
