import { mostLeftovers, type TranscriptFormat } from '../../shared/contract/transcript-export-procedures.ts';
import type { CallFault, Output } from '../../shared/contract/procedures.ts';
import type { Leftover } from '../../shared/domain/disclosure/anonymise.ts';
import { isTimed } from '../../shared/domain/transcript/transcript-length.ts';
import type { Transcript } from '../../shared/domain/transcript/transcript.ts';
import { ok, type Result } from '../../shared/lib/result.ts';
import { recordingChapters, recordingMarkers } from '../../shared/projections/recording-markers.ts';
import { lineToReviewEvent } from '../../shared/projections/review-events.ts';
import { paperToText, textExports, timedExports } from '../../shared/projections/transcript-export.ts';
import {
  anonymousPaper,
  plainPaper,
  type PaperSource,
  type TranscriptPaper,
} from '../../shared/projections/transcript-paper.ts';
import { transcriptToDocx } from '../export/transcript-docx.ts';
import { fail } from './fault.ts';
import type { Services } from './services.ts';
import { sha256Of } from './sha256-of.ts';

export type TranscriptExportParts = Pick<Services, 'transcripts' | 'reviews' | 'workspace' | 'recordingStore'>;

/** What may still tell who is meant in an anonymous export, and the key that stands for having seen exactly that. */
export async function listLeftovers(
  parts: TranscriptExportParts,
  transcript: string,
): Promise<Result<Output<'transcript.leftovers'>, CallFault>> {
  const source = await paperSource(parts, transcript);
  if (!source.ok) return source;
  const { paper, leftovers, replaced } = anonymousPaper(source.value, parts.workspace.current().members);
  const places = placesOf(paper);
  return ok({
    replaced,
    key: keyOf(leftovers),
    total: leftovers.length,
    leftovers: leftovers.slice(0, mostLeftovers).map(({ at, word, why }) => ({
      word,
      why,
      startMs: places[at]?.startMs ?? null,
      text: (places[at]?.text ?? '').slice(0, 2000),
    })),
  });
}

/** [M3.6] An anonymous export is refused until exactly the leftovers that it would hold were confirmed. */
export async function exportTranscript(
  parts: TranscriptExportParts,
  asked: {
    readonly transcript: string;
    readonly format: TranscriptFormat;
    readonly anonymous: boolean;
    readonly confirmed: string | null;
  },
): Promise<Result<Output<'transcript.export'>, CallFault>> {
  const source = await paperSource(parts, asked.transcript);
  if (!source.ok) return source;
  if (timedExports.includes(asked.format) && !isTimed(source.value.transcript.segments))
    return fail(
      'no-times',
      'This transcript says no times, which that format needs. Nothing was written; take it away as text, Markdown, a web page or a Word document.',
    );
  const paper = asked.anonymous ? anonymousOnly(parts, source.value, asked.confirmed) : ok(plainPaper(source.value));
  if (!paper.ok) return paper;
  const { ending, mime } =
    asked.format === 'docx' ? { ending: 'docx', mime: wordMime } : { ...textExports[asked.format] };
  const bytes =
    asked.format === 'docx'
      ? await transcriptToDocx(paper.value)
      : Buffer.from(paperToText(paper.value, asked.format), 'utf8');
  const name = `transcript-${asked.anonymous ? 'anonymous' : source.value.transcript.review}-${asked.transcript}.${ending}`;
  return ok({ name, type: mime, bytes: bytes.length, base64: Buffer.from(bytes).toString('base64') });
}

const wordMime = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

function anonymousOnly(
  { workspace }: TranscriptExportParts,
  source: PaperSource,
  confirmed: string | null,
): Result<TranscriptPaper, CallFault> {
  const { paper, leftovers } = anonymousPaper(source, workspace.current().members);
  if (leftovers.length === 0 || confirmed === keyOf(leftovers)) return ok(paper);
  const count = leftovers.length === 1 ? 'One place' : `${leftovers.length} places`;
  return fail(
    'leftovers',
    `${count} may still tell who is meant. Nothing was written; look at them, reword or confirm, and export again.`,
  );
}

async function paperSource(
  { transcripts, reviews, recordingStore }: TranscriptExportParts,
  id: string,
): Promise<Result<PaperSource, CallFault>> {
  const read = await transcripts.read(id);
  if (!read.ok) return read;
  const { transcript } = read.value.folded;
  const review = reviews.read(transcript.review);
  if (!review.ok) return review;
  const { title, zone } = review.value.review;
  return ok({ title, zone, transcript, chapters: await chaptersOf(transcript) });

  async function chaptersOf({ recording, review: of }: Transcript): Promise<PaperSource['chapters']> {
    if (recording === null || !recordingStore.ids().includes(recording) || !review.ok) return [];
    const list = await recordingStore.list(recording);
    const events = reviews.lines(of).flatMap((line) => {
      const event = lineToReviewEvent(line);
      return event.ok ? [event.value] : [];
    });
    return recordingChapters(recordingMarkers(events, review.value.review, list), list);
  }
}

/** The texts that leftovers count: segments, chapters, title. */
const placesOf = (paper: TranscriptPaper): readonly { readonly text: string; readonly startMs: number | null }[] => [
  ...paper.segments.map(({ text, start }) => ({ text, startMs: isTimed(paper.segments) ? start : null })),
  ...paper.chapters.map(({ title }) => ({ text: title, startMs: null })),
  { text: paper.title, startMs: null },
];

const keyOf = (leftovers: readonly Leftover[]): string =>
  sha256Of(Buffer.from(JSON.stringify(leftovers.map(({ at, word, why }) => [at, word, why])), 'utf8')).slice(0, 32);
