import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { mostJudgements, type Judgement } from '../../shared/domain/trigger/automatic-start.ts';
import { rowId } from '../../shared/formats/map-generic.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { readSentEvents, type SentEvent } from '../../shared/projections/read-sent-events.ts';
import type { SentFields } from '../../shared/projections/trigger-plan.ts';
import type { Intake } from '../intake/intake.ts';
import { onDisk } from '../platform/files.ts';

/** Files above this are not looked at for events of our own shape; the intake streams them. */
const mostBytes = 64 * 1024 * 1024;

/** What files brought: events whose rows are in the intake now, and those that no row could be made of. */
export type TakenEvents = {
  /** What senders state besides the row, by its id. */
  readonly sent: Map<string, SentFields>;
  readonly failed: Judgement[];
  events: number;
  rows: number;
};

/** Why a file was not taken. `unfinished` may be a file that is still being written. */
export type FileFault = { readonly code: 'refused' | 'unfinished' | 'disk'; readonly message: string };

export type EventFile = { readonly path: string; readonly size: number; readonly sha256: string };
export type ReadFile = EventFile &
  (
    | { readonly kind: 'own'; readonly events: readonly SentEvent[]; readonly failed: readonly Judgement[] }
    /** Of a shape that the intake may know. */
    | { readonly kind: 'other'; readonly isJson: boolean }
  );

export const noEvents = (): TakenEvents => ({ sent: new Map(), failed: [], events: 0, rows: 0 });

/** Reads a file and says what it holds; nothing is kept yet. */
export async function readEventFile(path: string, size: number, now: number): Promise<Result<ReadFile, FileFault>> {
  if (size > mostBytes) {
    const hashed = await onDisk(() => hashFile(path));
    return hashed.ok
      ? ok({ path, size, sha256: hashed.value, kind: 'other', isJson: true })
      : err({ code: 'disk', message: hashed.error.message });
  }
  const read = await onDisk(() => readFile(path));
  if (!read.ok) return err({ code: 'disk', message: read.error.message });
  if (read.value.length === 0) return err({ code: 'unfinished', message: 'The file is empty.' });
  const sha256 = createHash('sha256').update(read.value).digest('hex');
  const own = readSentEvents(read.value.toString('utf8'));
  if (!own.ok && typeof own.error === 'object') return err({ code: 'refused', message: own.error.message });
  if (!own.ok) return ok({ path, size, sha256, kind: 'other', isJson: own.error === 'other' });
  const failed = own.value.failed.map((each, index) => ({
    ...each,
    event: `sent:event:${sha256.slice(0, 16)}:${index + 1}` as Judgement['event'],
    at: now,
  }));
  return ok({ path, size, sha256, kind: 'own', events: own.value.events, failed });
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(path)) hash.update(part as Buffer);
  return hash.digest('hex');
}

/**
 * Takes the events of several files in as one carried file of deployments, so that ten thousand of them cost one write. An
 * event that is named after a row that is here already brings no row of its own.
 */
export async function takeOwnEvents(
  intake: Intake,
  events: readonly SentEvent[],
  into: TakenEvents,
): Promise<Result<null, FileFault>> {
  const lines: string[] = [];
  const fresh = new Map<string, SentEvent>();
  for (const event of events) {
    into.events += 1;
    const known = event.id.includes(':') ? await intake.rows.get('deployment', event.id) : undefined;
    const id = known?.id ?? rowId('file', 'deployment', event.service, event.id);
    into.sent.set(id, event.stated);
    if (known !== undefined || fresh.has(id)) continue;
    fresh.set(id, event);
    const { id: natural, service, version, environment, at, result } = event;
    lines.push(JSON.stringify({ id: natural, service, version, environment, finishedAt: at, result }));
  }
  if (lines.length === 0) return ok(null);
  const bytes = Buffer.from(`${lines.join('\n')}\n`);
  const file = { name: 'deployment-events.ndjson', size: bytes.length, open: () => once(bytes) };
  const taken = await intake.takeFile(file, { format: 'deployments', acceptBad: true });
  if (!taken.ok) return err({ code: faultCode(taken.error.code), message: taken.error.message });
  into.rows += taken.value.accepted + taken.value.unchanged;
  const named = [...fresh];
  for (const { row, path, message } of taken.value.quarantined.slice(0, 20 * mostJudgements)) {
    const [id, event] = named[row - 1] ?? [];
    if (id === undefined || event === undefined) continue;
    into.failed.push({
      event: id as Judgement['event'],
      release: null,
      service: null,
      at: Math.max(0, Math.trunc(Date.parse(event.at))),
      outcome: {
        kind: 'failed',
        path: path === 'finishedAt' ? 'at' : path,
        message: message.slice(0, 500),
        sent: null,
      },
    });
  }
  return ok(null);
}

/** Takes a file of any other shape in by the ordinary intake. */
export async function takeOtherFile(
  intake: Intake,
  file: EventFile & { readonly isJson: boolean },
  into: TakenEvents,
  signal?: AbortSignal,
): Promise<Result<null, FileFault>> {
  const { path, size } = file;
  const carried = { name: basename(path), size, open: () => createReadStream(path, { highWaterMark: 1 << 17 }) };
  const taken = await intake.takeFile(carried, { signal });
  if (!taken.ok) {
    const { code, message } = taken.error;
    const kind = faultCode(code);
    return err({ code: kind === 'refused' && !file.isJson ? 'unfinished' : kind, message });
  }
  const { accepted, unchanged, quarantinedTotal, quarantined, stopped } = taken.value;
  const [first] = quarantined;
  if (accepted + unchanged === 0 && first !== undefined)
    return err({
      code: 'refused',
      message: `None of its ${quarantinedTotal} records could be taken in. The first: ${first.path} ${first.message}.`,
    });
  if (stopped !== null) return err({ code: 'refused', message: stopped.message });
  into.rows += accepted + unchanged;
  return ok(null);
}

const faultCode = (code: string): FileFault['code'] =>
  code === 'disk-full' || code === 'read-only' || code === 'disk-error' || code === 'not-found' ? 'disk' : 'refused';

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
