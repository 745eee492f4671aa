import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { TranscriptImport } from '../../shared/contract/transcript-procedures.ts';
import type { CallFault } from '../../shared/contract/procedures.ts';
import type { MemberId, ReleaseId, ReviewId } from '../../shared/domain/ids.ts';
import type { Result } from '../../shared/lib/result.ts';
import { carriedFileAt } from '../intake/carried-file.ts';
import { writeFileAtomic } from '../platform/files.ts';
import { createServices, type RunningServices } from './create-services.ts';
import type { Services } from './services.ts';
import { commandPort } from './with-workspace.ts';

export type TranscriptWorkspace = {
  readonly folder: string;
  readonly review: ReviewId;
  readonly services: () => Services;
  /** Uploads a file as the page does, through the one handler. */
  readonly upload: (
    bytes: string | Uint8Array,
    query: Record<string, string>,
  ) => Promise<Result<TranscriptImport, CallFault>>;
  /** Closes the workspace and opens it again; `between` is done while it is closed. */
  readonly again: (between?: () => Promise<unknown>) => Promise<void>;
};

/** A workspace with one review of a release, at which somebody sits. */
export async function transcriptWorkspace(): Promise<TranscriptWorkspace> {
  const folder = await mkdtemp(join(tmpdir(), 'hotwash-transcripts-'));
  const open = (): Promise<RunningServices> =>
    createServices({ workspaceDir: join(folder, 'w'), port: commandPort, scryptLogN: 4 });
  let running = await open();
  onTestFinished(async () => {
    await running.close();
    await rm(folder, { recursive: true, force: true });
  });
  const { workspace, intake, reviews } = running.services;
  for (const id of ['eng-01', 'ops-01'])
    await workspace.record('hotwash', {
      type: 'member.added.v1',
      body: { id: id as MemberId, display: id, role: 'operations', leads: true },
    });
  await workspace.record('eng-01', { type: 'member.sat-down.v1', body: { member: 'eng-01' as MemberId } });
  const tags = join(folder, 'tags.csv');
  await writeFileAtomic(
    tags,
    'tag,tagged_at,commit\n4.18.0,2026-03-12T12:00:00Z,c3f4f0a925c52a1e735f2ecef8558bf30aa5bc5a\n',
  );
  await intake.takeFile(await carriedFileAt(tags), { mapping: { columns: {}, constants: { service: 'checkout' } } });
  const opened = await reviews.open('checkout@4.18.0' as ReleaseId, 'full', 'Checkout 4.18.0');
  if (!opened.ok) throw new Error(opened.error.message);
  return {
    folder: join(folder, 'w'),
    review: opened.value.review,
    services: () => running.services,
    upload: async (bytes, query) => {
      const address = `http://hotwash.localhost/api/transcript.import?${new URLSearchParams(query).toString()}`;
      const body = typeof bytes === 'string' ? bytes : new Blob([Buffer.from(bytes)]);
      const response = await running.handler(new Request(address, { method: 'PUT', body }));
      return (await response.json()) as Result<TranscriptImport, CallFault>;
    },
    again: async (between) => {
      await running.close();
      await between?.();
      running = await open();
    },
  };
}

export const threeCues = `WEBVTT

00:00:01.000 --> 00:00:03.000
<v Ada Lovelace>The pool was exhausted before the alarm.

00:00:03.500 --> 00:00:05.000
<v Grace Hopper>We rolled back at nine.

00:00:05.000 --> 00:00:08.000
<v Ada Lovelace>Nobody had looked at the dashboard.
`;
