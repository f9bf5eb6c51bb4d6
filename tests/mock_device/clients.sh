# SPDX-License-Identifier: Apache-2.0
# For the tests against clients that we did not write: a mock device on a free port with a login of its own.
# Sourced; sets $work, $port. Everything is ended and removed when the script ends.
set -euo pipefail

mock=$1
snapshot=$2

fail() { echo "FAILED: $*" >&2; exit 1; }
need() { command -v "$1" >/dev/null || fail "$1 is missing: tests/install-packages test"; }

work=$(mktemp -d)
mock_pid=
clean_up() {
    [ -z "$mock_pid" ] || kill "$mock_pid" 2>/dev/null || true
    [ -z "$mock_pid" ] || wait "$mock_pid" 2>/dev/null || true
    rm -rf "$work"
}
trap clean_up EXIT

need ssh-keygen
ssh-keygen -q -t ed25519 -N '' -f "$work/key"
echo 'not a real password' >"$work/password"

start_mock() { # further options
    "$mock" --ssh 127.0.0.1:0 --snapshot "$snapshot" --user audit --authorized-key "$work/key.pub" \
        --password-file "$work/password" --write-known-hosts "$work/known_hosts" --auth-log "$work/auth.log" "$@" \
        >"$work/mock.out" 2>"$work/mock.err" &
    mock_pid=$!
    for _ in $(seq 100); do
        port=$(sed -n 's/^listening 127\.0\.0\.1:\([0-9]*\) .*/\1/p' "$work/mock.out")
        [ -z "$port" ] || return 0
        kill -0 "$mock_pid" 2>/dev/null || fail "the mock ended: $(cat "$work/mock.err")"
        sleep 0.05
    done
    fail "the mock does not listen"
}

stop_mock() { # ends in order, within a moment
    kill "$mock_pid"
    wait "$mock_pid" || fail "the mock ended with status $?"
    mock_pid=
}
