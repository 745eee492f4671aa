import { createTranscriptFaults, type TranscriptFault } from './transcript-faults.ts';
import { isFullName, isProperName, splitSpeaker, takeSpeakers } from './transcript-speakers.ts';
import { mostSegmentMs, segmentsOf, type FileSegment } from './transcript-segment.ts';

/**
 * A text that was read as a transcript. `times` tells what it says of them: `starts`, when each begins (an end is where
 * the next begins, the last is estimated); `none`, nothing: then all times are 0 and mean nothing.
 */
export type ParsedText = {
  readonly times: 'starts' | 'none';
  readonly segments: readonly FileSegment[];
  readonly faults: readonly TranscriptFault[];
};

type Line = { readonly number: number; readonly text: string };
/** Something said, before its end is known. */
type Piece = { readonly line: number; readonly ms: number; readonly speaker: string | null; readonly text: string };

/** How long a last piece is taken to last: 150 words a minute. */
const msPerWord = 400;

const clock = String.raw`(\d{1,4}):(\d{2})(?::(\d{2}))?(?:[.,](\d{1,3}))?`;
const timeOnly = new RegExp(String.raw`^[[(]?${clock}[\])]?$`);
const timeFirst = new RegExp(String.raw`^(?:([[(])${clock}[\])]|${clock}(?=[ \t]))\s*(?:[-–]\s+)?(\S.*)$`, 's');
const timeLast = new RegExp(String.raw`^(\S.{0,119}?)[\s,]+[[(]?${clock}[\])]?$`);
/** What is longer is no header of a piece. */
const longestHeader = 160;

function msOf([first, second, third, fraction]: readonly (string | undefined)[]): number {
  const whole =
    third === undefined
      ? Number(first) * 60 + Number(second)
      : (Number(first) * 60 + Number(second)) * 60 + Number(third);
  return whole * 1000 + Number(`${fraction ?? ''}000`.slice(0, 3));
}

/**
 * Reads a text of somebody's making: `[00:01:23] Name: text` lines; a name and a time above each text, on one line or
 * two, as meeting services write them; times alone above `Name: text` lines; or no times at all. The form is the one
 * that most lines have.
 */
export function parseTranscriptText(text: string): ParsedText {
  const { lines, tail } = withoutTail(linesOf(text));
  const read = parseLines(lines);
  return tail === null ? read : { ...read, faults: [...read.faults, tail] };
}

const linesOf = (text: string): readonly Line[] =>
  text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line, index) => ({ number: index + 1, text: line.trim() }));

/** Of what was not taken, so many code units are told. */
const mostTold = 200;

/** How meeting services end a transcript; it is their word, not what was said. */
const serviceTail =
  /^(?:(?:Meeting|Transcription) ended after \d+:\d\d(?::\d\d)?\b|This editable transcript was computer generated\b)/;
/** A service says little after it; further up, somebody said it. */
const mostTailLines = 3;

function withoutTail(lines: readonly Line[]): {
  readonly lines: readonly Line[];
  readonly tail: ParsedText['faults'][number] | null;
} {
  const last = lines.filter(({ text }) => text !== '').slice(-mostTailLines);
  const first = last.find(({ text }) => serviceTail.test(text));
  if (first === undefined || first.number === 1) return { lines, tail: null };
  const tail = last.filter(({ number }) => number >= first.number).map(({ text }) => text);
  const message = `The end of the text is the service's own, not what was said: ${tail.join(' / ').slice(0, mostTold)}`;
  return { lines: lines.slice(0, first.number - 1), tail: { line: first.number, message } };
}

function parseLines(lines: readonly Line[]): ParsedText {
  const filled = lines.filter((line) => line.text !== '');
  const leading = filled.filter((line) => startOf(line.text) !== null).length;
  if (leading >= 2 ? leading * 2 >= filled.length : leading === 1 && /^[[(]/.test(filled[0]?.text ?? ''))
    return timed([], leadingPieces(filled));
  const headers = headersOf(lines);
  if (headers.length > 0) return timed(lines.slice(0, headers[0]?.from ?? 0), headedPieces(lines, headers));
  return untimed(lines);
}

function startOf(text: string): { readonly ms: number; readonly rest: string } | null {
  const match = /^[[(\d]/.test(text) ? timeFirst.exec(text) : null;
  if (match === null) return null;
  const parts = match[1] === undefined ? match.slice(6, 10) : match.slice(2, 6);
  return { ms: msOf(parts), rest: match[10] ?? '' };
}

function leadingPieces(lines: readonly Line[]): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const { number, text } of lines) {
    const start = startOf(text);
    const last = pieces.at(-1);
    if (start !== null) pieces.push({ line: number, ms: start.ms, speaker: null, text: start.rest });
    else if (last === undefined) pieces.push({ line: number, ms: 0, speaker: null, text });
    else pieces[pieces.length - 1] = { ...last, text: `${last.text} ${text}` };
  }
  return pieces;
}

type Header = { readonly from: number; readonly to: number; readonly ms: number; readonly speaker: string | null };

/** `Ada Lovelace  0:03` */
function nameAndTime(text: string): { readonly ms: number; readonly speaker: string } | null {
  const match = text.length > longestHeader ? null : timeLast.exec(text);
  const speaker = match?.[1]?.replace(/[:,\s]+$/, '') ?? '';
  return match === null || !isProperName(speaker) ? null : { ms: msOf(match.slice(2, 6)), speaker };
}

/** Places in `lines` where a time stands as a header: alone, below a name, or after a name. */
function headersOf(lines: readonly Line[]): readonly Header[] {
  const headers: Header[] = [];
  const isOften = lines.filter(({ text }) => nameAndTime(text) !== null).length > 1;
  let used = -1;
  for (const [index, { text }] of lines.entries()) {
    if (text.length > longestHeader || text === '') continue;
    const alone = timeOnly.exec(text);
    if (alone !== null) {
      const above = lines[index - 1]?.text ?? '';
      // A name above a time stands at the beginning, or below an empty line or a header's own text end.
      const isHeaded = index - 1 > used && above !== '' && !/[:.]$/.test(above) && isProperName(above);
      headers.push({
        from: isHeaded ? index - 1 : index,
        to: index + 1,
        ms: msOf(alone.slice(1, 5)),
        speaker: isHeaded ? above : null,
      });
      used = index;
      continue;
    }
    const both = nameAndTime(text);
    // A sentence may end in a time, once.
    if (both === null || (!isOften && !isFullName(both.speaker))) continue;
    headers.push({ from: index, to: index + 1, ...both });
    used = index;
  }
  return headers;
}

function headedPieces(lines: readonly Line[], headers: readonly Header[]): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const [index, { to, ms, speaker }] of headers.entries()) {
    const body = lines.slice(to, headers[index + 1]?.from ?? lines.length).filter((line) => line.text !== '');
    // A time alone heads many lines, each somebody's; a name and a time head what this one said.
    if (speaker === null) for (const line of body) pieces.push({ line: line.number, ms, speaker, text: line.text });
    else if (body[0] !== undefined)
      pieces.push({ line: body[0].number, ms, speaker, text: body.map((line) => line.text).join(' ') });
  }
  return pieces;
}

/**
 * What stands before the first time was not said: it is the title of the meeting, its day, the names of who was there. It
 * is told, so that nothing goes without a word. Only a text that begins like what one of the speakers says is kept.
 */
function timed(before: readonly Line[], pieces: readonly Piece[]): ParsedText {
  const faults = createTranscriptFaults();
  const inOrder = pieces.toSorted((a, b) => a.ms - b.ms);
  const backwards = pieces.find((piece, index) => piece.ms < (pieces[index - 1]?.ms ?? 0));
  if (backwards !== undefined)
    faults.add(backwards.line, 'The times go back here; the transcript is put in their order');
  const last = inOrder.at(-1);
  if (last !== undefined)
    faults.add(last.line, 'The text says no end of the last piece; it is estimated at 150 words a minute');
  const nextStart = laterStarts(inOrder);
  const asSegments = (piece: Piece, endMs: number): readonly FileSegment[] =>
    segmentsOf({ ...piece, startMs: piece.ms, endMs }, (message) => faults.add(piece.line, message));
  const said = takeSpeakers(inOrder.flatMap((piece, index) => asSegments(piece, nextStart[index] ?? piece.ms)));
  const names = new Set(said.map(({ speaker }) => speaker));
  const filled = before.filter(({ text }) => text !== '');
  const isSaid = names.has(null) || filled.some(({ text }) => names.has(splitSpeaker(text)?.name ?? null));
  const [first] = filled;
  if (!isSaid && first !== undefined) {
    const told = filled.map(({ text }) => text).join(' / ');
    const end = told.length > mostTold ? '...' : '';
    faults.add(
      first.number,
      `What stands before the first time is taken for the head of the text, not for what was said: ${told.slice(0, mostTold)}${end}`,
    );
  }
  const early = isSaid ? filled : [];
  const untimedYet = early.flatMap(({ number, text }) =>
    asSegments({ line: number, ms: 0, speaker: null, text }, inOrder[0]?.ms ?? 0),
  );
  return { times: 'starts', segments: [...untimedYet, ...said.map(withEstimate)], faults: faults.all() };
}

/** Only what comes after the last time has no later one to end at. */
const withEstimate = (each: FileSegment): FileSegment =>
  each.end > each.start
    ? each
    : { ...each, end: Math.min(each.start + each.text.split(' ').length * msPerWord, mostSegmentMs) };

/** For each piece the first later time, or null after the last. */
function laterStarts(pieces: readonly Piece[]): readonly (number | null)[] {
  const later: (number | null)[] = [];
  for (let index = pieces.length - 1; index >= 0; index -= 1) {
    const [here, next] = [pieces[index], pieces[index + 1]];
    later[index] = next === undefined ? null : next.ms > (here?.ms ?? 0) ? next.ms : (later[index + 1] ?? null);
  }
  return later;
}

/** Without times, each line that begins with a name is a piece, otherwise each paragraph is one. */
function untimed(lines: readonly Line[]): ParsedText {
  const faults = createTranscriptFaults();
  const asSegments = (pieces: readonly Line[]): readonly FileSegment[] =>
    pieces.flatMap(({ number, text }) =>
      segmentsOf({ startMs: 0, endMs: 0, speaker: null, text }, (message) => faults.add(number, message)),
    );
  const byLine = takeSpeakers(asSegments(lines));
  if (byLine.some(({ speaker }) => speaker !== null)) return { times: 'none', segments: byLine, faults: faults.all() };
  const paragraphs: { number: number; parts: string[] }[] = [];
  let isOpen = false;
  for (const { number, text } of lines) {
    if (text !== '' && isOpen) paragraphs.at(-1)?.parts.push(text);
    else if (text !== '') paragraphs.push({ number, parts: [text] });
    isOpen = text !== '';
  }
  const whole = paragraphs.map(({ number, parts }) => ({ number, text: parts.join(' ') }));
  return { times: 'none', segments: takeSpeakers(asSegments(whole)), faults: faults.all() };
}
