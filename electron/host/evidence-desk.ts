import type { EvidenceKind, Locator } from '../../shared/domain/claim/claim.ts';
import type { ResolvedEvidence } from '../../shared/domain/review/context.ts';
import type { Review } from '../../shared/domain/review/review.ts';
import { canonicalJson, type Json } from '../../shared/journal/canonical-json.ts';
import { evidenceEnding } from '../../shared/projections/evidence-file.ts';
import { fileLabel } from '../../shared/projections/file-label.ts';
import { momentExhibit, type MomentLocator } from '../../shared/projections/moment-exhibit.ts';
import { clip, rowLabel } from '../../shared/projections/row-label.ts';
import type { Intake } from '../intake/intake.ts';
import type { DiskFault } from '../platform/files.ts';
import type { Result } from '../../shared/lib/result.ts';
import { comparisonBytes, comparisonLabel, createConfigComparer, type ConfigComparer } from './config-evidence.ts';
import type { TranscriptService } from './transcript-service.ts';
import { createKeptEvidence, type Kept, type KeptPlace } from './kept-evidence.ts';

/** What a locator leads to: bytes that go into the record, their name's ending, and how the piece reads in a list. */
export type Exhibit = { readonly bytes: Uint8Array; readonly ending: string; readonly label: string };

/** What of a review says where its evidence is: times are told in its zone; its notes and transcripts can be evidence. */
export type EvidencePlace = Pick<Review, 'id' | 'zone' | 'notes'>;

/** Looks evidence up in the intake. The page names a place; only what is found there counts, under its hash. */
export interface EvidenceDesk extends ConfigComparer {
  fetch(locator: Locator, review: EvidencePlace): Promise<Exhibit | { readonly missing: string }>;
  /** The bytes as they were when the evidence was attached, whatever its source says by now. */
  kept(hash: string): Promise<Uint8Array | undefined>;
  /** The same, or what became of them: changed on the disk, missing, deleted under retention. */
  look(hash: string): Promise<Kept>;
  /** Where they lie, unread: a piece may be larger than memory. */
  place(hash: string): Promise<KeptPlace>;
  resolve(locator: Locator, review: EvidencePlace): Promise<ResolvedEvidence>;
  /** Keeps a carried file, so that it can be named as evidence; answers with its SHA-256. */
  keepFile(bytes: Uint8Array): Promise<Result<string, DiskFault>>;
  /** Deletes the bytes of a piece for good, and notes when (epoch ms) and why. */
  forget(hash: string, why: string, at: number): Promise<Result<null, DiskFault>>;
}

/** Longest window that one piece of evidence may cover. */
const longestWindowMs = 31 * 86_400_000;

export function createEvidenceDesk(
  intake: Intake,
  workspaceDir: string,
  transcripts: Pick<TranscriptService, 'read'>,
): EvidenceDesk {
  const store = createKeptEvidence(workspaceDir);
  const comparer = createConfigComparer(intake.rows, workspaceDir);
  const fetch = async (locator: Locator, review: EvidencePlace): Promise<Exhibit | { missing: string }> => {
    switch (locator.type) {
      case 'metric-window':
        return fetchWindow(intake, locator, review.zone);
      case 'testimony':
        return {
          bytes: Buffer.from(`${locator.words}\n`, 'utf8'),
          ending: 'txt',
          label: `testimony: ${clip(locator.words)}`,
        };
      case 'config-diff': {
        const compared = await comparer.compare(locator);
        if (!compared.ok) return { missing: compared.error };
        const { before, after, changes } = compared.value;
        if (changes.length === 0) return { missing: 'nothing changed between the two snapshots' };
        const label = comparisonLabel(compared.value, windowText(before.at, after.at, review.zone));
        return { bytes: comparisonBytes(compared.value), ending: 'json', label };
      }
      case 'file': {
        const kept = await store.look(locator.sha256);
        if (kept.state !== 'kept' || kept.bytes.length !== locator.size)
          return { missing: 'that file is not here; choose it again' };
        return { bytes: kept.bytes, ending: evidenceEnding(locator), label: fileLabel(locator) };
      }
      case 'note':
        return fetchNote(review, locator.id);
      case 'moment':
        return fetchMoment(transcripts, locator, review);
      default:
        return fetchRow(intake, locator.type, locator.id);
    }
  };
  return {
    fetch,
    compare: (locator) => comparer.compare(locator),
    look: (hash) => store.look(hash),
    place: (hash) => store.place(hash),
    kept: async (hash) => {
      const kept = await store.look(hash);
      return kept.state === 'kept' ? kept.bytes : undefined;
    },
    resolve: async (locator, review) => {
      const exhibit = await fetch(locator, review);
      if ('missing' in exhibit) return { found: false, reason: exhibit.missing };
      const kept = await store.keep(exhibit.bytes);
      return kept.ok
        ? { found: true, hash: kept.value, label: exhibit.label }
        : {
            found: false,
            reason: kept.error.message.replace(/\.$/, ''),
            todo: 'Nothing was attached; make room for it on the disk or let this program write there, then attach it again.',
          };
    },
    keepFile: (bytes) => store.keep(bytes),
    forget: (hash, why, at) => store.forget(hash, why, at),
  };
}

/** A line of the scribe, as it reads by now: with the time it was written at, so that other words are another exhibit. */
function fetchNote({ notes, zone }: EvidencePlace, id: string): Exhibit | { missing: string } {
  const note = notes.find((each) => each.id === id);
  if (note === undefined) return { missing: 'no note of this review is known under that id' };
  const bytes = Buffer.from(`${new Date(note.at).toISOString()} ${note.text}\n`, 'utf8');
  return { bytes, ending: 'txt', label: `note of ${clock(zone).format(note.at)}: ${clip(note.text)}` };
}

/** Words of a transcript of this review, as they read by now. */
async function fetchMoment(
  transcripts: Pick<TranscriptService, 'read'>,
  locator: MomentLocator,
  review: EvidencePlace,
): Promise<Exhibit | { missing: string }> {
  const read = await transcripts.read(locator.transcript);
  if (!read.ok) return { missing: read.error.message.replace(/^T/, 't').replace(/\.$/, '') };
  const { folded, head } = read.value;
  if (folded.transcript.review !== review.id) return { missing: 'that transcript is not of this review' };
  const exhibit = momentExhibit(locator, folded.transcript, head.hash);
  return exhibit.ok
    ? { bytes: Buffer.from(exhibit.value.text, 'utf8'), ending: 'txt', label: exhibit.value.label }
    : { missing: exhibit.error };
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

const clock = (zone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

function windowText(from: number, to: number, zone: string): string {
  const time = clock(zone);
  const day = new Intl.DateTimeFormat('en-GB', { timeZone: zone, day: 'numeric', month: 'short', year: 'numeric' });
  const sameDay = day.format(from) === day.format(to);
  return sameDay
    ? `${time.format(from)}–${time.format(to)} on ${day.format(from)}`
    : `${day.format(from)} ${time.format(from)} – ${day.format(to)} ${time.format(to)}`;
}
