# SPDX-License-Identifier: Apache-2.0
"""ncclient_session.py PORT KEY STYLE: one session of ncclient's, whose answers are looked at."""
import sys

from lxml import etree
from ncclient import manager
from ncclient.operations import RPCError

port, key, style = int(sys.argv[1]), sys.argv[2], sys.argv[3]

with manager.connect(host="127.0.0.1", port=port, username="audit", key_filename=key, hostkey_verify=False,
                     allow_agent=False, look_for_keys=False, timeout=20, device_params={"name": "junos"}) as device:
    capabilities = list(device.server_capabilities)
    assert "http://xml.juniper.net/netconf/junos/1.0" in capabilities, capabilities
    assert ("urn:ietf:params:netconf:base:1.1" in capabilities) == (style == "chunked"), capabilities
    assert int(device.session_id) > 0

    version = device.command("show version", format="xml")
    assert version.xpath("//host-name")[0].text == "demo-router", version
    assert version.xpath("//junos-version")[0].text == "23.4R2-S3.9", version

    certificates = device.rpc(etree.fromstring("<get-pki-ca-certificate><detail/></get-pki-ca-certificate>"))
    assert [e.text for e in certificates.xpath("//identifier")] == ["corp-root"], certificates
    assert certificates.xpath("//validity/not-after")[0].text == "12-31-2049 23:59 UTC", certificates

    configuration = device.get_configuration(
        format="xml", filter=etree.fromstring("<configuration><system><services><rest/></services></system></configuration>"))
    assert configuration.xpath("//rest/https/mutual-authentication/certificate-authority")[0].text == "corp-root"
    assert not configuration.xpath("//web-management"), "outside the filter"

    running = device.get_config(source="running")
    assert running.xpath("//data/configuration/system/host-name")[0].text == "demo-router", running

    try:
        device.rpc(etree.fromstring("<get-something-else/>"))
    except RPCError as error:
        assert "syntax error" in str(error.message), error.message
    else:
        raise AssertionError("an unknown RPC was answered")
