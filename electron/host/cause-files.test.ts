import { describe, expect, it } from 'vitest';
import { importCauses } from '../../shared/canvas/import-causes.ts';
import type { Cause } from '../../shared/domain/cause/cause.ts';
import { isBundleFileName } from '../../shared/record/names.ts';
import { causeFileOf, causeFilesOf } from './cause-files.ts';

const cause = (id: string, parent: string | null, text: string): Cause => ({
  id,
  parent,
  category: 'configuration',
  kind: 'cause',
  text,
  author: 'ops-01',
  state: { name: 'hypothesis' },
  gate: 'none',
  links: [],
  classification: null,
  scope: null,
  evidence: [],
  origin: { kind: 'said', id: null },
});

const review = {
  id: 'r-2026-118',
  title: 'Checkout 4.18.0',
  effect: { text: 'Checkout slow for 19 minutes', from: null, claim: null },
  causes: [cause('k1000', null, 'Pool halved'), cause('k1001', 'k1000', 'שינוי <b> & "x"')],
} as const;

const nothingDraws = { renderPng: () => Promise.resolve(null) };
const texts = [
  'fishbone.svg',
  'five-whys.svg',
  'fishbone.mmd',
  'causes-flowchart.mmd',
  'causes.drawio',
  'causes.md',
  'five-whys.json',
];

describe('the causes as files of a record', () => {
  it('has every notation, under names that a record takes, each of which reads back as the same tree', async () => {
    const files = await causeFilesOf(nothingDraws, review, '');
    expect(files.map(({ name }) => name)).toEqual(texts);
    expect(files.map(({ name }) => name).filter((name) => !isBundleFileName(name))).toEqual([]);
    for (const name of ['fishbone.mmd', 'causes.drawio', 'causes.md', 'five-whys.json']) {
      const bytes = files.find((file) => file.name === name)?.bytes;
      const read = importCauses(new TextDecoder().decode(bytes));
      expect(read).toMatchObject({
        ok: true,
        value: {
          tree: {
            effect: 'Checkout slow for 19 minutes',
            causes: [
              { text: 'Pool halved', under: null, category: 'configuration' },
              { text: 'שינוי <b> & "x"', under: 0, category: 'configuration' },
            ],
          },
        },
      });
    }
  });

  it('writes none where there is no cause, and leaves the PNGs out where drawing fails', async () => {
    expect(await causeFilesOf(nothingDraws, { ...review, causes: [] }, '')).toEqual([]);
    const broken = { renderPng: () => Promise.reject(new Error('the browser is gone')) };
    expect((await causeFilesOf(broken, review, '')).map(({ name }) => name)).toEqual(texts);
  });

  it('says so where a PNG is asked for and nothing can draw it', async () => {
    expect(await causeFileOf(nothingDraws, review, '', 'png-4k')).toMatchObject({
      ok: false,
      error: { code: 'cannot-draw', message: expect.stringContaining('Take the SVG') as string },
    });
    expect(await causeFileOf(nothingDraws, review, '', 'markdown')).toMatchObject({
      ok: true,
      value: { name: 'r-2026-118-causes.md', type: 'text/markdown' },
    });
  });
});
