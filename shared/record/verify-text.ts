/**
 * VERIFY.txt: what a stranger types on a bare Debian machine. Lines indented by four spaces are the commands, in order;
 * everything else is for reading. docs/record-format.md prints the same commands, for those who do not want to take them
 * from the bundle they doubt.
 */
export function verifyText(reviewId: string): string {
  return `How to verify this record (${reviewId}) without Hotwash
====================================================

You need bash, coreutils, findutils, sed, grep, jq, openssl and ssh-keygen: "apt-get install jq openssl openssh-client".
You also need a trust folder that somebody you trust handed to you apart from this bundle. It holds "allowed_signers",
the signers' public keys as *.pem and, where your organisation publishes one, its roster as roster-N.dsse.json. The folder
trust/ in here is a convenience and proves nothing.
These commands came with the bundle. If you doubt them, take them from docs/record-format.md of Hotwash instead.

What a success means: anyone holding a checkpoint can show that everything up to it is unchanged. We do not prove that
events after your last checkpoint were not removed, that the clock was right, or who sat at the keyboard; we prove which
key signed.

Run, in this folder, with the path of your trust folder in place of /path/to/trust:

  TRUST=/path/to/trust bash -c 'sed -n "s/^    //p" VERIFY.txt | bash'

or type the indented lines one by one into a bash of its own; the first fault ends that shell.

${verifyCommands}
It ends with "VERIFIED" and the sign-offs, or stops at the first fault without that word. The roles that were required
are in data/review.json as "requiredRoles"; the last step compares.
`;
}

/** The indented commands with the prose between them. Nothing in them depends on the review. */
export const verifyCommands = `1. Prepare. Every later step stops the shell when it fails.

    set -euo pipefail
    export LC_ALL=C
    TRUST=$(cd "\${TRUST:?set TRUST to your trust folder}" && pwd)
    W=$(mktemp -d)
    trap 'rm -rf "$W"' EXIT
    fail() { echo "FAILED: $*" >&2; exit 1; }

2. The BagIt manifests hold.

    sha256sum -c --quiet --strict manifest-sha256.txt
    sha256sum -c --quiet --strict tagmanifest-sha256.txt
    echo "ok: manifests"

3. Every sign-off: one signature, over the bytes DSSE says, by a key of your trust folder, and every file as signed.

    ls signatures/*.dsse.json >/dev/null
    : > "$W/known"
    : > "$W/named"
    sha256sum signatures/*.dsse.json > "$W/envelopes"
    for e in signatures/*.dsse.json; do
      s=\${e%.dsse.json}
      [ "$(jq '.signatures | length' "$e")" = 1 ] || fail "$e has not exactly one signature"
      t=$(jq -r .payloadType "$e")
      [ "$t" = application/vnd.in-toto+json ] || fail "$e is of an unknown type"
      jq -r .payload "$e" | base64 -d > "$W/payload"
      jq -r '.signatures[0].sig' "$e" | base64 -d > "$W/sig"
      { printf 'DSSEv1 %d %s %d ' "\${#t}" "$t" "$(stat -c %s "$W/payload")"; cat "$W/payload"; } > "$W/pae"
      id=$(jq -r '.signatures[0].keyid' "$e")
      key=
      for k in "$TRUST"/*.pem; do
        f=$(ssh-keygen -i -m PKCS8 -f "$k" 2>/dev/null | ssh-keygen -lf - 2>/dev/null | cut -d ' ' -f 2) || continue
        if [ "$f" = "$id" ]; then key=$k; fi
      done
      [ -n "$key" ] || fail "$e: key $id is not in your trust folder"
      openssl dgst -sha256 -verify "$key" -signature "$W/sig" "$W/pae" >/dev/null || fail "$e: bad signature"
      [ "$(jq -r ._type "$W/payload")" = https://in-toto.io/Statement/v1 ] || fail "$e is no in-toto statement"
      [ "$(jq -r .predicateType "$W/payload")" = https://hotwash.dev/sign-off/v1 ] || fail "$e is no sign-off"
      jq -r '.subject[] | .digest.sha256 + "  " + .name' "$W/payload" > "$W/subjects"
      sha256sum -c --quiet --strict "$W/subjects" || fail "$e: a file is not as it was signed"
      { find data -type f; printf '%s\\n' VERIFY.txt bag-info.txt bagit.txt manifest-sha256.txt verify.html; } | sort > "$W/have"
      cut -c 67- "$W/subjects" | sort | cmp -s - "$W/have" || fail "$e: a file is missing or not covered"
      [ "hotwash/$(jq -r .predicate.reviewId "$W/payload")" = "$(head -n 1 data/checkpoint.txt)" ] || fail "$e: wrong review"
      jq -r '.predicate.checkpoint | .origin, .size, .root' "$W/payload" | cmp -s - <(head -n 3 data/checkpoint.txt) || fail "$e: other checkpoint"
      for c in $(jq -r '.predicate.covers[]' "$W/payload"); do
        grep -q "^$c " "$W/envelopes" || fail "$e covers an envelope that is not here"
      done
      who=$(jq -r .predicate.signer "$W/payload")
      at=$(jq -r '.predicate.claimedAt[0:19] + "Z"' "$W/payload" | tr -d 'T:-')
      g=$(ssh-keygen -Y verify -O verify-time="$at" -f "$TRUST/allowed_signers" -I "$who" -n hotwash-review@v1 -s "$s.manifest.sig" < manifest-sha256.txt) || fail "$s: ssh-keygen refuses"
      [ "$g" != "\${g%" $id"}" ] || fail "$s: the two signatures are by different keys"
      printf '%s\\n' "$e" "$s.manifest.sig" "trust/\${s##*/}.pem" >> "$W/known"
      c=trust/\${s##*/}.crt
      if [ -f "$c" ]; then
        openssl x509 -in "$c" -noout -pubkey | cmp -s - "trust/\${s##*/}.pem" || fail "$c is not of the key that signed"
        echo "$c" >> "$W/known"
      fi
      n=\${s##*/}
      for r in "timestamps/\${n%%-*}.tsq" "timestamps/\${n%%-*}.tsr"; do
        [ -f "$r" ] || continue
        od -An -v -tx1 "$r" | tr -d ' \\n' | grep -q "$(sha256sum < "$e" | cut -c 1-64)" || fail "$r is over other data"
        echo "$r" >> "$W/known"
        if [ "$r" = "\${r%.tsr}" ]; then continue; fi
        cat "$TRUST"/*.crt > "$W/authorities" 2>/dev/null || true
        openssl ts -verify -data "$e" -in "$r" -CAfile "$W/authorities" >/dev/null 2>&1 || { echo "note: the time in $r is not proven by an authority (*.crt) of your trust folder"; continue; }
        echo "ok: $e existed at the $(openssl ts -reply -in "$r" -text | grep '^Time stamp')"
      done
      role=$(jq -r .predicate.role "$W/payload")
      printf '%s %s %s\\n' "$role" "$who" "$id" >> "$W/signers"
      jq -r --arg id "$id" '.predicate | select(.rosterSha256) | "\\(.rosterVersion) \\(.rosterSha256) \\(.signer) \\($id) \\(.role)"' "$W/payload" >> "$W/named"
      cp "$W/have" "$W/covered"
    done
    echo "ok: sign-offs"

4. The rosters that sign-offs name: each follows the one before, enough of its keepers and of the keepers before signed it,
   your trust folder has the same where it has that version, and it gives the signer that key and that role.

    prev=null
    last=$(sort -n "$W/named" | tail -n 1 | cut -d ' ' -f 1)
    for v in $(seq 1 "\${last:-0}"); do
      r=trust/roster-$v.dsse.json
      jq -r .payload "$r" | base64 -d > "$W/roster-$v"
      jq -e --argjson v "$v" --arg p "$prev" '.version == $v and "\\(.previous)" == $p' "$W/roster-$v" >/dev/null || fail "$r does not follow the one before"
      prev=$(sha256sum < "$W/roster-$v" | cut -c 1-64)
      t=application/vnd.hotwash.roster+json
      { printf 'DSSEv1 %d %s %d ' "\${#t}" "$t" "$(stat -c %s "$W/roster-$v")"; cat "$W/roster-$v"; } > "$W/pae"
      : > "$W/keepers"
      jq -r '.signatures[] | .keyid + " " + .sig' "$r" | while read -r id sig; do
        jq -r --arg id "$id" '.members[].keys[] | select(.fingerprint == $id) | .publicPem' "$W/roster-$v" > "$W/key"
        printf '%s' "$sig" | base64 -d > "$W/sig"
        openssl dgst -sha256 -verify "$W/key" -signature "$W/sig" "$W/pae" >/dev/null || fail "$r: bad signature by $id"
        echo "$id" >> "$W/keepers"
      done
      for k in "$v" $((v - 1)); do
        [ "$k" -gt 0 ] || continue
        jq -e --rawfile s "$W/keepers" '($s | split("\\n")) as $s | . as $r | .threshold <= ([.members[] | select(.id as $i | $r.keepers | index($i)) | select(any(.keys[]; .fingerprint as $f | $s | index($f)))] | length)' "$W/roster-$k" >/dev/null || fail "$r: too few keepers of v$k signed it"
      done
      [ ! -f "$TRUST/roster-$v.dsse.json" ] || [ "$(jq -r .payload "$TRUST/roster-$v.dsse.json")" = "$(jq -r .payload "$r")" ] || fail "$r is not the one of your trust folder"
      echo "$r" >> "$W/known"
    done
    while read -r v sum who id role; do
      [ "$(sha256sum < "$W/roster-$v" | cut -c 1-64)" = "$sum" ] || fail "the sign-off as $role names another roster v$v"
      jq -e --arg who "$who" --arg id "$id" --arg role "$role" 'any(.members[]; .id == $who and ((.roles | index($role)) or (["facilitator", "release-manager", "operations-lead", "product-manager"] | index($role) | not)) and any(.keys[]; .fingerprint == $id))' "$W/roster-$v" >/dev/null || fail "roster v$v does not let $who sign as $role with that key"
    done < "$W/named"
    echo "ok: rosters"

5. Nothing else lies in the bundle.

    { cat "$W/covered" "$W/known"; printf '%s\\n' tagmanifest-sha256.txt trust/allowed_signers trust/device.pem; } | sort -u > "$W/expected"
    find . ! -type d | cut -c 3- | sort > "$W/found"
    comm -13 "$W/expected" "$W/found" | { ! grep .; } || fail "these files are not covered by any signature"
    echo "ok: no unlisted files"

6. The history: each event names its predecessor's hash, each body is the one the event was written with (or was erased),
   and the checkpoint is the Merkle root (RFC 6962) over the events' headers.

    n=0; prev=0000000000000000000000000000000000000000000000000000000000000000; : > "$W/level"
    jq -cS 'del(.salt,.body)' data/events.jsonl > "$W/headers"
    while read -r h; do
      n=$((n + 1))
      printf '%s' "$h" | jq -e --arg p "$prev" --argjson n "$n" '.prev == $p and .seq == $n' >/dev/null || fail "history broken at event $n"
      prev=$(printf '%s' "$h" | sha256sum | cut -c 1-64)
      { printf '\\000'; printf '%s' "$h"; } | sha256sum | cut -c 1-64 >> "$W/level"
    done < "$W/headers"
    while read -r l; do
      b=$(printf '%s\\n' "$l" | sed -En 's/^\\{"actor":"([^"\\\\]|\\\\.)*","at":"[^"]*","body":(.*),"bodyHash":"[0-9a-f]{64}","device":"[0-9a-f]{16}","prev":"[0-9a-f]{64}","salt":"[0-9a-f]{32}","seq":[0-9]+,"type":"[^"]*"\\}$/\\2/p')
      s=$(printf '%s\\n' "$l" | jq -r '.salt // ""')
      [ -n "$b" ] || printf '%s' "$l" | jq -e 'has("body") | not' >/dev/null || fail "an event is not in canonical form"
      [ -z "$b" ] || [ "$(printf '%s%s' "$s" "$b" | sha256sum | cut -c 1-64)" = "$(printf '%s\\n' "$l" | jq -r .bodyHash)" ] || fail "the body of an event was changed"
    done < data/events.jsonl
    bin() { printf "$(printf '%s' "$1" | sed 's/../\\\\x&/g')"; }
    while [ "$(wc -l < "$W/level")" -gt 1 ]; do
      while read -r l; do
        if read -r r; then { printf '\\001'; bin "$l$r"; } | sha256sum | cut -c 1-64; else echo "$l"; fi
      done < "$W/level" > "$W/next"
      mv "$W/next" "$W/level"
    done
    [ "$(sed -n 2p data/checkpoint.txt)" = "$n" ] || fail "the checkpoint is over another number of events"
    [ "$(sed -n 3p data/checkpoint.txt)" = "$(bin "$(cat "$W/level")" | base64)" ] || fail "the checkpoint is over another history"
    head -n 3 data/checkpoint.txt > "$W/note"
    tail -n 1 data/checkpoint.txt | cut -d ' ' -f 3 | base64 -d | tail -c 64 > "$W/sig"
    device=unknown
    for d in "$TRUST"/device*.pem; do
      [ -f "$d" ] || continue
      if openssl pkeyutl -verify -pubin -inkey "$d" -rawin -in "$W/note" -sigfile "$W/sig" >/dev/null 2>&1; then device=$d; else [ "$device" != unknown ] || device=; fi
    done
    [ -n "$device" ] || fail "the checkpoint is not by a device of your trust folder"
    echo "ok: history of $n events"

7. Every required role signed, each by another person.

    for r in $(jq -r '.requiredRoles[]' data/review.json); do
      grep -q "^$r " "$W/signers" || fail "no sign-off by $r"
    done
    jq -r '.requiredRoles[]' data/review.json | while read -r r; do grep -m 1 "^$r " "$W/signers"; done | cut -d ' ' -f 2 | sort | uniq -d | { ! grep .; } || fail "one person signed for two required roles"
    cat "$W/signers"
    echo "VERIFIED"

`;
