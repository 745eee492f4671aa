import type { Segment } from '../domain/transcript/transcript.ts';

/** A segment as a file has it: who checks it and what it is called comes with the transcript. Times are ms. */
export type FileSegment = Omit<Segment, 'id' | 'state'>;

/** What a segment may hold, see `shared/domain/transcript/transcript.ts`. */
export const mostSegmentText = 20_000;
export const mostSegmentMs = 1_000_000_000;
const mostSpeaker = 120;
const mostWord = 200;
const mostWords = 5000;

/** Text in one flow: no line feeds, no double spaces. No-break spaces stay. */
export const flowing = (text: string): string => text.replace(/[ \t\n\f\r]+/g, ' ').trim();

/** A speaker's name in the form that a segment takes, or null where nothing is left of it. */
export function speakerName(words: string): string | null {
  const name = flowing(words.replace(/[\p{Cc}\p{Cf}]/gu, ' '));
  return name === '' ? null : cutAt(name, mostSpeaker).trim();
}

/** The first code units of a text, not half a character. */
function cutAt(text: string, most: number): string {
  if (text.length <= most) return text;
  const last = text.charCodeAt(most - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? most - 1 : most);
}

type Rough = {
  readonly startMs: number;
  readonly endMs: number;
  readonly speaker: string | null;
  readonly text: string;
  readonly words?: NonNullable<FileSegment['words']>;
};

/**
 * Brings what a file says into segments that a transcript may hold: whole milliseconds, an end that is not before the
 * beginning, text of at most {@link mostSegmentText} characters (a longer one is parted at a space). Gives none for an
 * empty text or a time later than a transcript can hold; `wrong` is told what was changed or left out.
 */
export function segmentsOf(rough: Rough, wrong: (message: string) => void): readonly FileSegment[] {
  const text = flowing(rough.text);
  if (text === '') return [];
  const start = Math.round(rough.startMs);
  if (start > mostSegmentMs || rough.endMs > mostSegmentMs) {
    wrong('What is said later than 277 hours in cannot be held; it is left out');
    return [];
  }
  const end = Math.max(start, Math.round(rough.endMs));
  if (rough.endMs < rough.startMs) wrong('What is said ends before it begins; it is taken to end where it begins');
  const pieces = partText(text);
  if (pieces.length > 1) wrong(`A text of ${text.length} characters is parted into ${pieces.length} segments`);
  const speaker = rough.speaker === null ? null : speakerName(rough.speaker);
  const words = pieces.length > 1 ? [] : (rough.words ?? []);
  const fit = words.length > 0 && words.length <= mostWords && words.every((word) => word.text.length <= mostWord);
  return pieces.map((piece) => ({ start, end, speaker, text: piece, ...(fit ? { words: [...words] } : {}) }));
}

function partText(text: string): readonly string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length;) {
    const whole = cutAt(text.slice(at, at + mostSegmentText + 1), mostSegmentText);
    const space = at + whole.length < text.length ? whole.lastIndexOf(' ') : -1;
    const piece = space > 0 ? whole.slice(0, space) : whole;
    pieces.push(piece.trim());
    at += space > 0 ? space + 1 : whole.length;
  }
  return pieces.filter((piece) => piece !== '');
}
