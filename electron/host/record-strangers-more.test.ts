import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { appendFile, cp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createPublicKey } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { toSignedEntity, Verifier } from '@sigstore/verify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeRecord, type RecordFixture } from './record-fixture.ts';
import { mirrored } from './forged-signatures.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';

afterAll(removeTemporaryFolders);

const run = promisify(execFile);

let record: RecordFixture;
beforeAll(async () => {
  record = await makeRecord();
});

type EnvelopeJson = {
  readonly payload: string;
  readonly payloadType: string;
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
};

/** Sigstore's verifier with one public key, no log and no timestamps; the error's message where it refuses. */
function bySigstore({ payload, payloadType, signatures }: EnvelopeJson, pem: string): string {
  const verifier = new Verifier(
    {
      certificateAuthorities: [],
      timestampAuthorities: [],
      tlogs: [],
      ctlogs: [],
      publicKey: () => ({ publicKey: createPublicKey(pem), validFor: () => true }),
    },
    { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 0 },
  );
  try {
    const entity = toSignedEntity({
      mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      verificationMaterial: {
        content: { $case: 'publicKey', publicKey: { hint: signatures[0]?.keyid ?? '' } },
        tlogEntries: [],
        timestampVerificationData: undefined,
      },
      content: {
        $case: 'dsseEnvelope',
        dsseEnvelope: {
          payload: Buffer.from(payload, 'base64'),
          payloadType,
          signatures: signatures.map(({ keyid, sig }) => ({ keyid, sig: Buffer.from(sig, 'base64') })),
        },
      },
    });
    verifier.verify(entity);
    return 'verified';
  } catch (error) {
    return error instanceof Error ? error.message : 'refused';
  }
}

describe("Sigstore's verifier", () => {
  it('[R3] verifies every envelope by its key, and no other', async () => {
    const names = (await readdir(join(record.dir, 'signatures'))).filter((name) => name.endsWith('.dsse.json'));
    expect(names).toHaveLength(2);
    const { 'ops-02': facilitator, 'rel-01': manager } = record.people;
    for (const name of names) {
      const envelope = JSON.parse(await readFile(join(record.dir, 'signatures', name), 'utf8')) as EnvelopeJson;
      const [own, other] = name.startsWith('01') ? [facilitator, manager] : [manager, facilitator];
      expect(bySigstore(envelope, own?.publicPem ?? '')).toBe('verified');
      expect(bySigstore(envelope, other?.publicPem ?? '')).toMatch(/signature verification failed/);
      const payload = Buffer.from(envelope.payload, 'base64').toString().replace('r-2026-118', 'r-2026-119');
      const changed = { ...envelope, payload: Buffer.from(payload).toString('base64') };
      expect(bySigstore(changed, own?.publicPem ?? '')).toMatch(/signature verification failed/);
      expect(bySigstore({ ...envelope, payloadType: 'text/plain' }, own?.publicPem ?? '')).toMatch(/failed/);
      const [first] = envelope.signatures;
      const sig = mirrored(Buffer.from(first?.sig ?? '', 'base64')).toString('base64');
      const flipped = { keyid: first?.keyid ?? '', sig };
      expect(bySigstore({ ...envelope, signatures: [flipped] }, own?.publicPem ?? '')).toBe('verified');
    }
  });
});

/** BagIt 1.0 (RFC 8493) read by nothing of ours: Python's standard library, from the text of the standard. */
const bagReader = `
import hashlib, os, re, sys
root = sys.argv[1]
def read(name): return open(os.path.join(root, name), 'rb').read().decode('utf-8')
def fail(why): print('invalid:', why); sys.exit(1)
m = re.fullmatch(r'BagIt-Version: (\\d+\\.\\d+)\\nTag-File-Character-Encoding: UTF-8\\n', read('bagit.txt'))
if not m or m.group(1) != '1.0': fail('bagit.txt')
if not os.path.isdir(os.path.join(root, 'data')): fail('no data')
def manifest(name):
    entries = {}
    for line in read(name).splitlines():
        digest, path = line.split(None, 1)
        if path in entries: fail('twice ' + path)
        if os.path.isabs(path) or '..' in path.split('/'): fail('outside ' + path)
        entries[path.replace('%0A', '\\n').replace('%0D', '\\r').replace('%25', '%')] = digest.lower()
    for path, digest in entries.items():
        if not os.path.isfile(os.path.join(root, path)): fail('missing ' + path)
        if hashlib.sha256(open(os.path.join(root, path), 'rb').read()).hexdigest() != digest: fail('changed ' + path)
    return entries
payload = manifest('manifest-sha256.txt')
tags = manifest('tagmanifest-sha256.txt')
found = set()
for folder, _, files in os.walk(os.path.join(root, 'data')):
    found |= {os.path.relpath(os.path.join(folder, one), root) for one in files}
if found != set(payload): fail('other payload than the manifest lists')
if 'manifest-sha256.txt' not in tags: fail('the manifest is not in the tag manifest')
oxum = re.search(r'^Payload-Oxum: (\\d+)\\.(\\d+)$', read('bag-info.txt'), re.M)
size = sum(os.path.getsize(os.path.join(root, one)) for one in found)
if not oxum or (int(oxum.group(1)), int(oxum.group(2))) != (size, len(found)): fail('Payload-Oxum')
print('valid:', len(found), 'files of payload')
`;

describe.skipIf(!existsSync('/usr/bin/python3'))('a BagIt reader', () => {
  const bag = async (dir: string): Promise<string> => {
    try {
      return (await run('python3', ['-c', bagReader, dir])).stdout;
    } catch (error) {
      return (error as { stdout: string }).stdout;
    }
  };

  it('[R1] finds the record valid, and what was lost on the way', async () => {
    expect(await bag(record.dir)).toMatch(/^valid: \d+ files of payload\n$/);
    const changes: readonly [(dir: string) => Promise<void>, string][] = [
      [(dir) => appendFile(join(dir, 'data/report.html'), 'x'), 'invalid: changed data/report.html\n'],
      [(dir) => rm(join(dir, 'data/actions.csv')), 'invalid: missing data/actions.csv\n'],
      [(dir) => writeFile(join(dir, 'data/more.txt'), 'x'), 'invalid: other payload than the manifest lists\n'],
      [(dir) => appendFile(join(dir, 'VERIFY.txt'), 'x'), 'invalid: changed VERIFY.txt\n'],
    ];
    for (const [change, said] of changes) {
      const dir = await temporaryFolder('bag');
      await cp(record.dir, dir, { recursive: true });
      await change(dir);
      expect(await bag(dir)).toBe(said);
    }
  });
});
