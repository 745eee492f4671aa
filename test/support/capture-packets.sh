#!/usr/bin/env bash
# Runs a command in a network namespace of its own whose default route leads nowhere, and captures every IP packet that
# tries to leave loopback: capture-packets.sh FILE COMMAND [ARGUMENT...]   (root only)
# One packet is sent on purpose at the end, to 192.0.2.1 port 9: a capture without it captured nothing.
set -euo pipefail
if [ "${HOTWASH_IN_NAMESPACE:-}" != 1 ]; then
  HOTWASH_IN_NAMESPACE=1 exec unshare --net -- "$0" "$@"
fi
file=$1
shift
ip link set lo up
ip link add out0 type veth peer name sink0
# The kernel's own neighbour and router questions are not the command's.
for name in out0 sink0; do echo 1 > "/proc/sys/net/ipv6/conf/$name/disable_ipv6"; done
ip link set sink0 up
ip addr add 10.99.0.1/24 dev out0
ip link set out0 up
ip neigh replace 10.99.0.2 lladdr 02:00:00:00:00:01 dev out0
ip route add default via 10.99.0.2
tcpdump -i out0 --immediate-mode -U -w "$file" 2> "$file.log" &
capture=$!
until grep -q 'listening on' "$file.log"; do sleep 0.05; done
code=0
"$@" || code=$?
echo > /dev/udp/192.0.2.1/9
for _ in $(seq 100); do
  if tcpdump -nr "$file" 2> /dev/null | grep -q '192\.0\.2\.1\.9:'; then break; fi
  sleep 0.1
done
kill -INT "$capture"
wait "$capture" || true
rm -f "$file.log"
exit "$code"
