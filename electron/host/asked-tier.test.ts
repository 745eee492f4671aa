import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import type { ReleaseId, ServiceId } from '../../shared/domain/ids.ts';
import { createProcedureHandlers } from './procedure-handlers.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';
import { noEvents, readEventFile, takeOwnEvents } from './trigger-files.ts';
import { event, hour, now, openTrial } from './trigger-testing.ts';

afterAll(removeTemporaryFolders);

it('[M1.3] a person opens no lighter review than the policy asks for without saying why, alone or together', async () => {
  const { services, clock } = await openTrial(onTestFinished);
  const path = join(await temporaryFolder('events'), 'events.ndjson');
  const sent = [
    event('checkout', '4.18.0', now - 3 * hour, { result: 'failure' }),
    event('search', '1.2.0', now - 2 * hour),
  ];
  await writeFile(path, sent.map((each) => JSON.stringify(each)).join('\n'));
  const read = await readEventFile(path, 1, clock.wall());
  if (!read.ok || read.value.kind !== 'own') throw new Error('events were not read');
  expect(await takeOwnEvents(services.intake, read.value.events, noEvents())).toMatchObject({ ok: true });
  const open = createProcedureHandlers(services)['review.open'];
  const search = { release: 'search@1.2.0' as ReleaseId, tier: 'light', title: 'Search' } as const;
  const checkout = { ...search, release: 'checkout@4.18.0' as ReleaseId };
  const refused = { ok: false, error: { rule: 'M1.3' } };
  expect(await open(checkout)).toMatchObject(refused);
  expect(
    await open({ ...search, joined: [{ release: checkout.release, service: 'checkout' as ServiceId }] }),
  ).toMatchObject(refused);
  expect(services.reviews.ids()).toEqual([]);
  expect(await open(search)).toMatchObject({ ok: true });
  const opened = await open({ ...checkout, reason: 'only a text changed' });
  if (!opened.ok) throw new Error(opened.error.message);
  const folded = services.reviews.read(opened.value.review);
  if (!folded.ok) throw new Error(folded.error.message);
  expect(folded.value.review.governance).toMatchObject({
    lighter: { reason: 'only a text changed' },
    base: { id: 'standard', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
  });
});
