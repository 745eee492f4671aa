import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createDeviceKey } from '../signing/device-key.ts';
import { checkCredential, createCredentialStore } from './credential-store.ts';
import { openForDevice, sealForDevice } from './device-seal.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';

afterAll(removeTemporaryFolders);
const { key: device } = createDeviceKey();
const owner = { id: 'checkout-github', address: 'https://api.github.com' };
const token = 'ghp_7Hq2unique';

describe('a sealed credential', () => {
  it('[S31] opens for its source and address on its device, and for nothing else', () => {
    const sealed = sealForDevice(device, 'a\nhttps://a', token);
    expect(openForDevice(device, 'a\nhttps://a', sealed)).toBe(token);
    expect(openForDevice(device, 'b\nhttps://a', sealed)).toBeNull();
    expect(openForDevice(device, 'a\nhttps://b', sealed)).toBeNull();
    expect(openForDevice(createDeviceKey().key, 'a\nhttps://a', sealed)).toBeNull();
    expect(Buffer.from(sealed).includes(token)).toBe(false);
    expect(sealForDevice(device, 'a\nhttps://a', token)).not.toEqual(sealed);
  });

  it('[S31] does not open when any byte of it was changed or cut off', () => {
    const sealed = sealForDevice(device, 'a', token);
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Uint8Array.from(sealed, (byte, index) => (index === at ? byte ^ 1 : byte));
      expect(openForDevice(device, 'a', changed)).toBeNull();
      expect(openForDevice(device, 'a', sealed.subarray(0, at))).toBeNull();
    }
  });
});

describe('the store of credentials', () => {
  it('[S31] keeps one in a file that only its owner may read, and forgets it', async () => {
    const folder = await temporaryFolder('credentials');
    const store = createCredentialStore(folder, device, {});
    expect(await store.read(owner)).toEqual({ ok: true, value: null });
    await store.keep(owner, token);
    expect(await readdir(join(folder, 'credentials'))).toEqual([owner.id]);
    const path = join(folder, 'credentials', owner.id);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await readFile(path)).includes(token)).toBe(false);
    expect(await store.read(owner)).toEqual({ ok: true, value: token });
    expect(await store.read({ ...owner, address: 'https://elsewhere' })).toMatchObject({
      ok: false,
      error: { code: 'sealed-elsewhere' },
    });
    await store.forget(owner.id);
    expect(await store.has(owner.id)).toBe(false);
    expect(await readdir(join(folder, 'credentials'))).toEqual([]);
  });

  it('takes the one of the environment first', async () => {
    const folder = await temporaryFolder('credentials');
    const store = createCredentialStore(folder, device, { HOTWASH_CREDENTIAL_CHECKOUT_GITHUB: ' given\n' });
    await store.keep(owner, token);
    expect(await store.read(owner)).toEqual({ ok: true, value: 'given' });
  });

  it('says that a damaged one is to be entered again', async () => {
    const folder = await temporaryFolder('credentials');
    const store = createCredentialStore(folder, device, {});
    await store.keep(owner, token);
    await writeFile(join(folder, 'credentials', owner.id), 'HWC1 something else');
    expect(await store.read(owner)).toMatchObject({ ok: false, error: { code: 'sealed-elsewhere' } });
  });

  it('refuses what no header can carry, and does not repeat it', () => {
    for (const wrong of ['', '  ', 'a\nb', 'pässword', 'x'.repeat(4001)]) {
      const checked = checkCredential(wrong);
      expect(checked.ok).toBe(false);
      if (wrong.trim() !== '') expect(JSON.stringify(checked)).not.toContain(wrong);
    }
    expect(checkCredential(' user:token ')).toEqual({ ok: true, value: 'user:token' });
  });
});
