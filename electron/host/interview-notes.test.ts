import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ReviewId } from '../../shared/domain/ids.ts';
import { createInterviewDesk } from './interview-notes.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';

const review = 'r-2026-001' as ReviewId;
const secret = 'Zitronenfalter sagt: nobody reads the runbook';

afterAll(removeTemporaryFolders);

describe('interview notes', () => {
  it('[M3.3] are kept for this user alone, and come back', async () => {
    const folder = await temporaryFolder('interviews');
    const desk = createInterviewDesk(folder);
    const empty = await desk.read(review);
    if (!empty.ok) throw new Error(empty.error.message);
    expect(empty.value.text).toBe('');
    expect(await desk.save(review, secret, empty.value.state)).toMatchObject({ ok: true });
    expect(await createInterviewDesk(folder).read(review)).toMatchObject({ ok: true, value: { text: secret } });
    if (process.platform !== 'win32')
      expect((await stat(join(folder, 'private', `${review}.md`))).mode & 0o777).toBe(0o600);
  });

  it('[M3.3] of two windows the second does not write over the first', async () => {
    const desk = createInterviewDesk(await temporaryFolder('interviews'));
    const read = await desk.read(review);
    const base = read.ok ? read.value.state : '';
    const answers = await Promise.all([desk.save(review, 'first', base), desk.save(review, 'second', base)]);
    expect(answers).toMatchObject([{ ok: true }, { ok: false, error: { code: 'changed' } }]);
    expect(await desk.read(review)).toMatchObject({ value: { text: 'first' } });
  });
});
