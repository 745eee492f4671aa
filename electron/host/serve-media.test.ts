import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { makeRecord } from './record-fixture.ts';
import { serveMedia } from './serve-media.ts';
import { removeTemporaryFolders } from './temporary-folder.ts';

afterAll(removeTemporaryFolders);

const at = (folder: string) => ({
  records: { folder: () => folder },
  packages: { folder: () => folder },
  escalations: { folder: () => folder },
  couriers: { folder },
});

it('a review without a record answers 404 before any of a body', async () => {
  const { base, dir } = await makeRecord({ roles: [] });
  for (const path of ['record/r-2026-118.zip', 'report/r-2026-118.pdf', 'report/r-2026-118.html']) {
    const missing = await serveMedia(at(join(base, 'nothing')), `/media/${path}`);
    expect([missing.status, await missing.text()]).toEqual([404, 'There is no record of this review yet.']);
    const there = await serveMedia(at(dir), `/media/${path}`);
    expect([there.status, (await there.arrayBuffer()).byteLength > 10]).toEqual([200, true]);
  }
  await rm(join(dir, 'data/report.pdf'));
  const unprinted = await serveMedia(at(dir), '/media/report/r-2026-118.pdf');
  expect([unprinted.status, await unprinted.text()]).toEqual([404, expect.stringContaining('no report.pdf')]);
  for (const path of ['record/r-2026-118.pdf', 'report/../x.pdf', 'report/x y.pdf'])
    expect((await serveMedia(at(dir), `/media/${path}`)).status).toBe(404);
});
