import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { EvidenceKind, Locator } from '../../shared/domain/claim/claim.ts';
import type { ResolvedEvidence } from '../../shared/domain/review/context.ts';
import type { Review } from '../../shared/domain/review/review.ts';
import { canonicalJson, type Json } from '../../shared/journal/canonical-json.ts';
import { clip, rowLabel } from '../../shared/projections/row-label.ts';
import type { Intake } from '../intake/intake.ts';
import { onDisk, readFileIfAny, writeFileAtomic } from '../platform/files.ts';

/** What a locator leads to: bytes that go into the record, their name's ending, and how the piece reads in a list. */
export type Exhibit = { readonly bytes: Uint8Array; readonly ending: 'csv' | 'json' | 'txt'; readonly label: string };

/** Looks evidence up in the intake. The page names a place; only what is found there counts, under its hash. */
export interface EvidenceDesk {
  fetch(locator: Locator, zone: string): Promise<Exhibit | { readonly missing: string }>;
  /** The bytes as they were when the evidence was attached, whatever its source says by now. */
  kept(hash: string): Promise<Uint8Array | undefined>;
  resolve(locator: Locator, review: Review): Promise<ResolvedEvidence>;
}

export const sha256Of = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** Longest window that one piece of evidence may cover. */
const longestWindowMs = 31 * 86_400_000;

export function createEvidenceDesk(intake: Intake, workspaceDir: string): EvidenceDesk {
  const place = (hash: string): string => join(workspaceDir, 'evidence', hash);
  const fetch = async (locator: Locator, zone: string): Promise<Exhibit | { missing: string }> => {
    switch (locator.type) {
      case 'metric-window':
        return fetchWindow(intake, locator, zone);
      case 'testimony':
        return {
          bytes: Buffer.from(`${locator.words}\n`, 'utf8'),
          ending: 'txt',
          label: `testimony: ${clip(locator.words)}`,
        };
      default:
        return fetchRow(intake, locator.type, locator.id);
    }
  };
  return {
    fetch,
    kept: async (hash) => {
      const bytes = await readFileIfAny(place(hash));
      return bytes !== undefined && sha256Of(bytes) === hash ? bytes : undefined;
    },
    resolve: async (locator, review) => {
      const exhibit = await fetch(locator, review.zone);
      if ('missing' in exhibit) return { found: false, reason: exhibit.missing };
      const hash = sha256Of(exhibit.bytes);
      const kept = await onDisk(async () => {
        if ((await readFileIfAny(place(hash))) === undefined) await writeFileAtomic(place(hash), exhibit.bytes);
      });
      return kept.ok ? { found: true, hash, label: exhibit.label } : { found: false, reason: kept.error.message };
    },
  };
}

async function fetchWindow(
  intake: Intake,
  locator: Locator & { type: 'metric-window' },
  zone: string,
): Promise<Exhibit | { missing: string }> {
  const { series, from, to } = locator;
  if (to <= from) return { missing: 'the window ends before it begins' };
  if (to - from > longestWindowMs) return { missing: 'a window covers at most 31 days' };
  const { times, values } = await intake.samples(series, from, to);
  if (times.length === 0) return { missing: 'the series has no samples in that window' };
  const lines = ['timestamp,value'];
  times.forEach((time, index) => lines.push(`${new Date(time).toISOString()},${values[index] ?? ''}`));
  const metric = (await intake.rows.of('series')).find((row) => row.series === series)?.metric ?? series;
  return {
    bytes: Buffer.from(`${lines.join('\n')}\n`),
    ending: 'csv',
    label: `${metric}, ${windowText(from, to, zone)}`,
  };
}

async function fetchRow(intake: Intake, kind: EvidenceKind, id: string): Promise<Exhibit | { missing: string }> {
  const row = await intake.rows.get(kind, id);
  if (row === undefined) return { missing: `no ${kind} is known under that id` };
  return { bytes: Buffer.from(`${canonicalJson(row as unknown as Json)}\n`), ending: 'json', label: rowLabel(row) };
}

function windowText(from: number, to: number, zone: string): string {
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const day = new Intl.DateTimeFormat('en-GB', { timeZone: zone, day: 'numeric', month: 'short', year: 'numeric' });
  const sameDay = day.format(from) === day.format(to);
  return sameDay
    ? `${time.format(from)}–${time.format(to)} on ${day.format(from)}`
    : `${day.format(from)} ${time.format(from)} – ${day.format(to)} ${time.format(to)}`;
}
