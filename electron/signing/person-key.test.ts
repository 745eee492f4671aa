import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { Encrypter } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import { parseNote, noteKeyId } from '../../shared/journal/checkpoint.ts';
import { invariant } from '../../shared/lib/invariant.ts';
import { createDeviceKey, readDeviceKey, signCheckpoint } from './device-key.ts';
import { createPersonKey, unlockPersonKey } from './person-key.ts';

const passphrase = 'correct horse battery';

async function seal(text: string): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(4);
  return encrypter.encrypt(text);
}

describe("a person's key", () => {
  it('opens with its passphrase to the key whose fingerprint was shown', async () => {
    const made = await createPersonKey({ passphrase, scryptLogN: 4 });
    invariant(made.ok, 'made');
    const opened = await unlockPersonKey(made.value.ageFile, passphrase);
    expect(opened).toMatchObject({
      ok: true,
      value: { fingerprint: made.value.fingerprint, publicPem: made.value.publicPem },
    });
    expect(made.value.fingerprint).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
    expect(made.value.words).toHaveLength(8);
    expect(Buffer.from(made.value.ageFile).toString('latin1')).toMatch(
      /^age-encryption\.org\/v1\n-> scrypt [A-Za-z0-9+/]+ 4\n/,
    );
    expect(Buffer.from(made.value.ageFile).includes('PRIVATE')).toBe(false);
  });

  it('keeps scrypt at 2^18 unless a test asks for less', async () => {
    const made = await createPersonKey({ passphrase });
    expect(made.ok && Buffer.from(made.value.ageFile).toString('latin1').split('\n')[1]).toMatch(/ 18$/);
  });

  it('says which of the three things went wrong', async () => {
    const made = await createPersonKey({ passphrase, scryptLogN: 4 });
    invariant(made.ok, 'made');
    const damaged = Uint8Array.from(made.value.ageFile);
    damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1;
    const { privateKey } = generateKeyPairSync('ec', {
      namedCurve: 'P-384',
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    const cases = [
      [await unlockPersonKey(made.value.ageFile, 'another passphrase'), 'wrong-passphrase'],
      [await unlockPersonKey(damaged, passphrase), 'unreadable-key'],
      [await unlockPersonKey(new Uint8Array(), passphrase), 'unreadable-key'],
      [await unlockPersonKey(await seal('not a key'), passphrase), 'unreadable-key'],
      [await unlockPersonKey(await seal(privateKey), passphrase), 'unreadable-key'],
      [await createPersonKey({ passphrase: 'short', scryptLogN: 4 }), 'weak-passphrase'],
    ] as const;
    for (const [outcome, code] of cases) expect(outcome).toMatchObject({ ok: false, error: { code } });
  });
});

describe("a device's key", () => {
  it('survives being kept, and its checkpoints verify by the published note format', () => {
    const { key, pkcs8 } = createDeviceKey();
    expect(readDeviceKey(pkcs8)).toMatchObject({ ok: true, value: { id: key.id, publicPem: key.publicPem } });
    expect(key.id).toMatch(/^[0-9a-f]{16}$/);
    const note = parseNote(signCheckpoint(key, { origin: 'hotwash/r-1', size: 2, root: new Uint8Array(32) }));
    invariant(note.ok, 'a note');
    const [signature] = note.value.signatures;
    invariant(signature !== undefined, 'signed');
    const publicKey = createPublicKey(key.publicPem);
    expect(verify(null, Buffer.from(note.value.text), publicKey, signature.signature)).toBe(true);
    const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
    expect(signature.keyId).toBe(noteKeyId(`hotwash/device/${key.id}`, raw));
  });

  it('is not taken for one when it is another key or none', () => {
    const { privateKey } = generateKeyPairSync('ec', {
      namedCurve: 'P-256',
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    for (const pem of [privateKey, '', 'x'])
      expect(readDeviceKey(pem)).toMatchObject({ ok: false, error: { code: 'unreadable-key' } });
  });
});
