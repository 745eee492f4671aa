import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createFileHashes } from './file-hashes.ts';
import { checkModelFolder, listModelFolders } from './model-folder.ts';

const bytes = { encoder: 'made-up encoder', decoder: 'made-up decoder', joiner: 'joiner', tokens: 'a 0\nb 1\n' };

const described = (role: keyof typeof bytes) => ({
  file: `${role}.onnx`,
  sha256: createHash('sha256').update(bytes[role]).digest('hex'),
  bytes: Buffer.byteLength(bytes[role]),
});

const description = {
  name: 'Made-up English',
  kind: 'transducer',
  files: {
    encoder: described('encoder'),
    decoder: described('decoder'),
    joiner: described('joiner'),
    tokens: described('tokens'),
  },
  licence: 'CC0-1.0',
  languages: ['en'],
  sampleRate: 16_000,
};

describe('[E4] a model folder', () => {
  let root = '';
  let folder = '';
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'hotwash-models-'));
    onTestFinished(() => rm(root, { recursive: true, force: true }));
    folder = join(root, 'made-up');
    await mkdir(folder);
    for (const [role, text] of Object.entries(bytes)) await writeFile(join(folder, `${role}.onnx`), text);
    await describeAs(description);
  });

  const describeAs = (value: object | string): Promise<void> =>
    writeFile(join(folder, 'model.json'), typeof value === 'string' ? value : JSON.stringify(value));
  const check = () => checkModelFolder(root, 'made-up', createFileHashes());
  /** Why it was refused; empty where it was not. */
  const why = async (): Promise<string> => {
    const checked = await check();
    return checked.ok ? '' : checked.error.why;
  };

  it('is used when every byte is what model.json names', async () => {
    const checked = await check();
    expect(checked.ok && checked.value.model).toEqual(description);
    expect(checked.ok && checked.value.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(await listModelFolders(root)).toEqual(['made-up']);
  });

  it('is refused with a file of another hash, and says which', async () => {
    await writeFile(join(folder, 'joiner.onnx'), 'joinex');
    expect(await why()).toContain('Its joiner, joiner.onnx, is not the file that model.json names');
  });

  it('is refused with a file that was changed after it was checked', async () => {
    const hashes = createFileHashes();
    expect((await checkModelFolder(root, 'made-up', hashes)).ok).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await writeFile(join(folder, 'joiner.onnx'), 'joinex');
    expect((await checkModelFolder(root, 'made-up', hashes)).ok).toBe(false);
  });

  it('is refused with a file missing or copied only in part', async () => {
    await writeFile(join(folder, 'encoder.onnx'), 'made-up');
    expect(await why()).toBe('Its encoder, encoder.onnx, has 7 bytes and not 15 as model.json says.');
    await unlink(join(folder, 'encoder.onnx'));
    expect(await why()).toBe('The file of its encoder, encoder.onnx, is missing.');
  });

  it('is refused when it is of a kind that is not opened', async () => {
    await describeAs({ ...description, kind: 'vosk' });
    expect(await why()).toBe('It is a model of the kind vosk, which Hotwash does not open.');
    await describeAs({ ...description, kind: 'paraformer' });
    expect(await why()).toBe('Its model.json names no file for model, which a paraformer model needs.');
    await describeAs({ ...description, kind: 'whisper' });
    expect(await why()).toBe('Its model.json names a file for joiner, which a whisper model does not have.');
  });

  it.each(['../outside.onnx', '/etc/passwd', 'a/b.onnx', '..', '.hidden', 'a\\b', ''])(
    'is refused when it names a file %j',
    async (file) => {
      const { encoder } = description.files;
      await describeAs({ ...description, files: { ...description.files, encoder: { ...encoder, file } } });
      expect(await why()).toContain('Its model.json cannot be used at files.encoder.file');
    },
  );

  it('is refused when it is a link, or one of its files is', async () => {
    await rename(join(folder, 'tokens.onnx'), join(root, 'elsewhere'));
    await symlink(join(root, 'elsewhere'), join(folder, 'tokens.onnx'));
    expect(await why()).toBe('Its tokens, tokens.onnx, is a link or a folder.');
    await rename(folder, join(root, 'real'));
    await symlink(join(root, 'real'), folder);
    expect(await why()).toBe('It is not a folder but a link or a file.');
  });

  it.each([
    ['no JSON', '{"name"', 'Its model.json is not JSON.'],
    ['a list', '[]', 'cannot be used: '],
    ['more than it may say', JSON.stringify({ ...description, url: 'https://x' }), 'cannot be used: '],
    ['another sampling rate', JSON.stringify({ ...description, sampleRate: 8000 }), 'cannot be used at sampleRate'],
    ['no licence', JSON.stringify({ ...description, licence: '' }), 'cannot be used at licence'],
    ['very much', `"${'x'.repeat(70_000)}"`, 'is larger than 64 KiB'],
  ])('is refused when its model.json holds %s', async (_, text, words) => {
    await describeAs(text);
    expect(await why()).toContain(words);
  });

  it('is refused without model.json', async () => {
    await unlink(join(folder, 'model.json'));
    expect(await why()).toBe('It has no model.json.');
  });
});
