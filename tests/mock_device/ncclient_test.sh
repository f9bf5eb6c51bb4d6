#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# ncclient_test.sh MOCK SNAPSHOT: Debian's ncclient, with its Junos handler, takes the mock for a Junos.
source "$(dirname "$0")/clients.sh"
# Debian's interpreter: its ncclient is the one whose version is known.
/usr/bin/python3 -c 'import ncclient' || fail "ncclient is missing: tests/install-packages test"

for style in plain rfc-compliant chunked; do
    start_mock --hello-style "$style"
    /usr/bin/python3 "$(dirname "$0")/ncclient_session.py" "$port" "$work/key" "$style" ||
        fail "ncclient and --hello-style $style"
    stop_mock
done
