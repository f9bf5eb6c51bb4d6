#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# openssh_test.sh MOCK SNAPSHOT: what `ssh -s` receives is the stored snapshot, byte for byte.
source "$(dirname "$0")/clients.sh"
need ssh
need xmllint
need python3

base='urn:ietf:params:xml:ns:netconf:base:1.0'
python3 - "$snapshot" >"$work/requests" <<'PYTHON'
import json, sys
base = "urn:ietf:params:xml:ns:netconf:base:1.0"
end = "]]>]]>\n"
print(f'<hello xmlns="{base}"><capabilities><capability>urn:ietf:params:netconf:base:1.0</capability>'
      f'</capabilities></hello>{end}', end="")
with open(sys.argv[1] + "/manifest.json") as manifest:
    for asked in json.load(manifest)["exchanges"]:
        print(f'<rpc message-id="{asked["source"]}" xmlns="{base}">{asked["rpc"]}</rpc>{end}', end="")
print(f'<rpc message-id="bye" xmlns="{base}"><close-session/></rpc>{end}', end="")
PYTHON

netconf() {
    ssh -F /dev/null -o BatchMode=yes -o StrictHostKeyChecking=yes -o UserKnownHostsFile="$work/known_hosts" \
        -o IdentitiesOnly=yes -i "$work/key" -p "$port" -s "${1:-audit}@127.0.0.1" netconf
}

# Compares the session's messages with the files, and asks for the end to be said.
compare() {
    python3 - "$snapshot" "$work/session" <<'PYTHON'
import json, pathlib, sys
snapshot = pathlib.Path(sys.argv[1])
messages = [m.lstrip("\n") for m in pathlib.Path(sys.argv[2]).read_text().split("]]>]]>")]
assert messages.pop() == "", "the last message is complete"
hello, *replies, bye = messages
assert hello.startswith("<!-- No zombies were killed during the creation of this user interface -->\n"
                        "<!-- user audit, class j-super-user -->\n<hello "), hello
assert "<session-id>" in hello
sources = [asked["source"] for asked in json.loads((snapshot / "manifest.json").read_text())["exchanges"]]
assert len(sources) == len(replies) and len(sources) == 8, (sources, len(replies))
for source, reply in zip(sources, replies):
    assert reply == (snapshot / (source + ".xml")).read_text(), source + " differs:\n" + reply
assert 'message-id="bye"' in bye and "<ok/>" in bye, bye
PYTHON
}

start_mock
netconf <"$work/requests" >"$work/session" || fail "ssh ended with status $?"
compare
grep -q '^session 1 user audit publickey accepted$' "$work/auth.log" || fail "the login is not in the log"

# The same answers arrive one byte at a time, and after a client that talks nonsense.
stop_mock
start_mock --fault trickle@2
python3 - "$port" <<'PYTHON'
import os, socket, sys
with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as peer:
    peer.sendall(os.urandom(4096))
    peer.settimeout(10)
    while peer.recv(4096):
        pass
PYTHON
netconf <"$work/requests" >"$work/session" || fail "ssh ended with status $?"
compare

# Passwords, both ways: the right one gets in, and the log knows what was tried but never the secret.
printf '#!/bin/sh\ncat "%s"\n' "$work/password" >"$work/askpass"
chmod +x "$work/askpass"
for method in password keyboard-interactive; do
    SSH_ASKPASS="$work/askpass" SSH_ASKPASS_REQUIRE=force setsid -w ssh -F /dev/null -o StrictHostKeyChecking=yes \
        -o UserKnownHostsFile="$work/known_hosts" -o PubkeyAuthentication=no -o PreferredAuthentications=$method \
        -p "$port" -s audit@127.0.0.1 netconf <"$work/requests" >"$work/session" || fail "no login by $method"
    compare
    grep -q "^session [0-9]* user audit $method accepted$" "$work/auth.log" || fail "$method is not in the log"
done
if grep -q 'not a real password' "$work/auth.log"; then fail "the log holds the password"; fi

# A stranger does not get in, and a refused subsystem is one.
if netconf stranger <"$work/requests" >"$work/session" 2>/dev/null; then fail "a stranger was let in"; fi
[ ! -s "$work/session" ] || fail "a stranger was answered"
stop_mock
start_mock --fault ssh-no-subsystem
if netconf <"$work/requests" >"$work/session" 2>/dev/null; then fail "the subsystem was granted"; fi

# Chunked framing, RFC 6242: the server's hello is followed by chunks once both offered base:1.1.
stop_mock
start_mock --hello-style chunked
{
    printf '<hello xmlns="%s"><capabilities><capability>urn:ietf:params:netconf:base:1.1</capability>' "$base"
    printf '</capabilities></hello>]]>]]>'
    request="<rpc message-id=\"1\" xmlns=\"$base\"><get-software-information/></rpc>"
    printf '\n#%d\n%s\n##\n' "${#request}" "$request"
} | netconf >"$work/session"
sed '1,/]]>]]>/d' "$work/session" | grep -q '^#[1-9][0-9]*$' || fail "no chunk header"
[ "$(tail -n 1 "$work/session")" = '##' ] || fail "no end of chunks"
stop_mock
