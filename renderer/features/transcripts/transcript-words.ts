import { isTimed } from '../../../shared/domain/transcript/transcript-length.ts';
import type { Segment, Transcript, TranscriptSource } from '../../../shared/domain/transcript/transcript.ts';

const formatNames = { vtt: 'WebVTT', srt: 'SRT', text: 'plain text', 'podcast-json': 'Podcast JSON' } as const;

/** Everything that is known of an origin, line by line: what it is and what it reads. */
export function sourceLines(source: TranscriptSource): readonly (readonly [string, string])[] {
  switch (source.kind) {
    case 'imported':
      return [
        ['file', source.name],
        ['format', formatNames[source.format]],
        ['SHA-256', source.sha256],
      ];
    case 'engine':
      return [
        ['engine', `${source.engine} ${source.version}`],
        ['model', source.model],
        ['model’s SHA-256', source.modelSha256],
      ];
    case 'scribe':
      return [['written by', 'the scribe, during the meeting']];
  }
}

export const stateInWords = (state: Segment['state']): string => (state === 'human-verified' ? 'verified' : 'draft');

const two = (n: number): string => String(n).padStart(2, '0');

/** A moment of a transcript, ms from its beginning: `0:41:07`, `112:00:05`. */
export function formatMoment(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** To the tenth of a second, as times are moved: `0:41:07.3`. */
export const formatTenth = (ms: number): string => `${formatMoment(ms)}.${Math.floor((ms % 1000) / 100)}`;

/** Words with who said them and when, as far as it is known, one line each: `“We saw it.” (Ada Lovelace, 0:41:07)`. */
export const quoteOf = (segments: readonly Segment[]): string =>
  segments
    .map(({ text, speaker, start }) => {
      const known = [speaker, isTimed(segments) ? formatMoment(start) : null].filter((part) => part !== null);
      return `“${text.trim()}”${known.length === 0 ? '' : ` (${known.join(', ')})`}`;
    })
    .join('\n');

/** What of a transcript a person has verified. */
export function countVerified({ segments }: Pick<Transcript, 'segments'>): number {
  let verified = 0;
  for (const { state } of segments) if (state === 'human-verified') verified += 1;
  return verified;
}
