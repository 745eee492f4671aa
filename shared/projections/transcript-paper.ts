import { anonymise, type Leftover } from '../domain/disclosure/anonymise.ts';
import { isTimed } from '../domain/transcript/transcript-length.ts';
import type { Segment, Transcript, TranscriptSource } from '../domain/transcript/transcript.ts';
import type { RosterPerson } from '../domain/wording/finding.ts';
import { meetingTimeText } from '../meeting/clock-text.ts';
import type { Chapter } from './recording-markers.ts';

/** A transcript as it leaves: nothing in it names anybody who was to be left out. */
export type TranscriptPaper = {
  readonly title: string;
  /** ISO 8601 in UTC, of the transcript's 0; null where it is not known. */
  readonly startedAt: string | null;
  readonly zone: string;
  readonly source: string;
  readonly isAnonymous: boolean;
  readonly segments: readonly Segment[];
  readonly chapters: readonly Chapter[];
};

export type PaperSource = {
  readonly title: string;
  readonly zone: string;
  readonly transcript: Transcript;
  /** By the recording's clock; they are put to the transcript's. */
  readonly chapters: readonly Chapter[];
};

/** Everything as it is. */
export function plainPaper({ title, zone, transcript, chapters }: PaperSource): TranscriptPaper {
  return {
    title,
    zone,
    startedAt: transcript.startedAt === null ? null : new Date(transcript.startedAt).toISOString(),
    source: sourceWords(transcript.source),
    isAnonymous: false,
    segments: transcript.segments,
    chapters: chapters
      .filter(({ startMs }) => startMs >= transcript.offsetMs)
      .map(({ startMs, title: name }) => ({ startMs: startMs - transcript.offsetMs, title: name })),
  };
}

/**
 * Without anybody's name: what was said, who said it, the title and the chapters. When it was, to the day and hour, tells
 * who was there, so it is left out too; so is the name of the file it came from. `leftovers` are places that may still
 * tell; `at` counts segments, then the chapters, then the title.
 */
export function anonymousPaper(
  source: PaperSource,
  roster: readonly RosterPerson[],
): { readonly paper: TranscriptPaper; readonly leftovers: readonly Leftover[]; readonly replaced: number } {
  const paper = plainPaper(source);
  const words = (text: string) => ({ speaker: null, text });
  const { spoken, leftovers, replaced } = anonymise(
    [...paper.segments, ...paper.chapters.map(({ title }) => words(title)), words(paper.title)],
    roster,
    source.transcript.members,
  );
  const segments = paper.segments.map(({ words: _words, ...segment }, at) => ({ ...segment, ...pick(spoken[at]) }));
  const chapters = paper.chapters.map(({ startMs }, at) => ({
    startMs,
    title: spoken[paper.segments.length + at]?.text ?? '',
  }));
  return {
    paper: {
      ...paper,
      title: spoken.at(-1)?.text ?? '',
      startedAt: null,
      source: sourceWords(source.transcript.source, true),
      isAnonymous: true,
      segments,
      chapters,
    },
    leftovers,
    replaced: Object.values(replaced).reduce((sum, count) => sum + count, 0),
  };
}

const pick = (spoken: { readonly speaker: string | null; readonly text: string } | undefined) => ({
  speaker: spoken?.speaker ?? null,
  text: spoken?.text ?? '',
});

/** Where a transcript came from, in words. */
export function sourceWords(source: TranscriptSource, isAnonymous = false): string {
  switch (source.kind) {
    case 'imported':
      return isAnonymous ? 'taken from a file' : `taken from ${source.name} (SHA-256 ${source.sha256.slice(0, 16)}…)`;
    case 'engine':
      return `made by ${source.engine} ${source.version}, model ${source.model} (SHA-256 ${source.modelSha256.slice(0, 16)}…)`;
    case 'scribe':
      return 'the scribe’s lines';
  }
}

/** When a segment was said, as papers print it; null where the transcript says no times. */
export const timesOfPaper = ({ segments }: Pick<TranscriptPaper, 'segments'>) => {
  const isKnown = isTimed(segments);
  return ({ start }: Pick<Segment, 'start'>): string | null => (isKnown ? meetingTimeText(start) : null);
};

/** What a reader must know of how far it was checked. */
export function checkedWords(segments: readonly Segment[]): string {
  const verified = segments.filter(({ state }) => state === 'human-verified').length;
  if (segments.length === 0) return 'Nothing was said.';
  if (verified === segments.length) return 'Every segment was checked by a person.';
  return verified === 0
    ? 'A machine’s draft: no segment was checked by a person.'
    : `${verified} of ${segments.length} segments were checked by a person; the others are a machine’s draft.`;
}
