import { createTranscriptFaults, quoteOf, type TranscriptFault, type TranscriptFaults } from '../transcript-faults.ts';
import { parseCueSettings } from './cue-settings.ts';
import { parseRegion } from './region-settings.ts';
import { skipSpaces } from './setting-tokens.ts';
import { defaultSettings, type VttCue, type VttRegion } from './vtt-cue.ts';
import { collectTimestamp } from './vtt-timestamp.ts';

export type ParsedVtt = {
  /** False when the file does not begin as the specification asks: then nothing else was read. */
  readonly hasSignature: boolean;
  readonly cues: readonly VttCue[];
  /** The line each cue's times stand in, beside `cues`; lines count from 1. */
  readonly cueLines: readonly number[];
  readonly regions: readonly VttRegion[];
  /** The text of each STYLE block. */
  readonly styles: readonly string[];
  readonly faults: readonly TranscriptFault[];
};

type Cue = { -readonly [K in keyof VttCue]: VttCue[K] };
type Block =
  | { readonly kind: 'cue'; readonly cue: VttCue; readonly line: number }
  | { readonly kind: 'style'; readonly text: string }
  | { readonly kind: 'region'; readonly region: VttRegion }
  | null;

/** What the parts of the algorithm share; `line` is the number of the line at `position`. */
type Reading = {
  readonly input: string;
  position: number;
  line: number;
  seenCue: boolean;
  readonly regions: VttRegion[];
  readonly faults: TranscriptFaults;
};

const arrow = '-->';

/**
 * [W3C WebVTT 6.1] Parses a WebVTT file that is decoded already. One byte order mark is passed over. Time is linear in
 * the length, and what is wrong costs the cue or the setting that it is in.
 */
export function parseVtt(text: string): ParsedVtt {
  const faults = createTranscriptFaults();
  const plain = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const input = plain.replace(/\0/g, '\uFFFD').replace(/\r\n?/g, '\n');
  if (input.length !== plain.length || plain.includes('\0')) tellNulls(plain, faults);
  const cues: VttCue[] = [];
  const cueLines: number[] = [];
  const styles: string[] = [];
  const reading: Reading = { input, position: 0, line: 1, seenCue: false, regions: [], faults };
  const end = (hasSignature: boolean): ParsedVtt => ({
    hasSignature,
    cues,
    cueLines,
    regions: reading.regions,
    styles,
    faults: faults.all(),
  });
  if (!/^WEBVTT(?:[ \t\n]|$)/.test(input)) {
    faults.add(1, 'The file does not begin with WEBVTT, so it is no WebVTT file and nothing was read');
    return end(false);
  }
  nextLine(reading);
  if (reading.position >= input.length) return end(true);
  if (input[reading.position] !== '\n') collectBlock(reading, true);
  else nextLine(reading);
  for (passEmptyLines(reading); reading.position < input.length; passEmptyLines(reading)) {
    const block = collectBlock(reading, false);
    if (block?.kind === 'cue') {
      cues.push(block.cue);
      cueLines.push(block.line);
    } else if (block?.kind === 'style') styles.push(block.text);
    else if (block?.kind === 'region') reading.regions.push(block.region);
  }
  return end(true);
}

function tellNulls(plain: string, faults: TranscriptFaults): void {
  const at = plain.indexOf('\0');
  if (at < 0) return;
  const line = plain.slice(0, at).split(/\r\n?|\n/).length;
  faults.add(line, 'The file holds NUL characters; each was read as U+FFFD');
}

/** Takes the line at the position, and moves past it and its end. */
function nextLine(reading: Reading): string {
  const end = reading.input.indexOf('\n', reading.position);
  const line = reading.input.slice(reading.position, end < 0 ? reading.input.length : end);
  reading.position = end < 0 ? reading.input.length : end + 1;
  reading.line += 1;
  return line;
}

function passEmptyLines(reading: Reading): void {
  while (reading.input[reading.position] === '\n') nextLine(reading);
}

/** [W3C WebVTT 6.1, "collect a WebVTT block"] */
function collectBlock(reading: Reading, inHeader: boolean): Block {
  const first = reading.line;
  let cue: Cue | null = null;
  let cueLine = first;
  let kind: 'none' | 'style' | 'region' = 'none';
  let seenArrow = false;
  const buffer: string[] = [];
  for (let count = 1; ; count += 1) {
    const [start, at] = [reading.position, reading.line];
    // The specification looks for the end before it takes the line: a file that ends in a line feed has no line after it.
    if (start >= reading.input.length) break;
    const line = nextLine(reading);
    if (line.includes(arrow)) {
      if (inHeader || count > 2 || (count === 2 && seenArrow)) {
        [reading.position, reading.line] = [start, at];
        break;
      }
      seenArrow = true;
      cueLine = at;
      cue = createCue(buffer.join('\n'));
      if (collectTimings(reading, line, at, cue)) {
        buffer.length = 0;
        reading.seenCue = true;
      } else cue = null;
    } else if (line === '') break;
    else {
      if (!inHeader && count === 2 && !reading.seenCue) {
        const head = buffer[0] ?? '';
        kind = /^STYLE[ \t\f]*$/.test(head) ? 'style' : /^REGION[ \t\f]*$/.test(head) ? 'region' : 'none';
        if (kind !== 'none') buffer.length = 0;
      }
      buffer.push(line);
    }
  }
  const text = buffer.join('\n');
  if (cue !== null) {
    cue.text = text;
    return { kind: 'cue', cue, line: cueLine };
  }
  if (kind === 'style') return { kind, text };
  if (kind === 'region') return { kind, region: regionOf(text, first, reading.faults) };
  if (!inHeader && !seenArrow) tellPassedOver(buffer, first, reading);
  return null;
}

const createCue = (id: string): Cue => ({ id, startTime: 0, endTime: 0, text: '', ...defaultSettings });

/** [W3C WebVTT 6.3, "collect WebVTT cue timings and settings"] False when the times cannot be read. */
function collectTimings(reading: Reading, line: string, at: number, cue: Cue): boolean {
  const refuse = (): boolean => {
    reading.faults.add(at, `The times of a cue cannot be read from ${quoteOf(line)}; the cue is left out`);
    return false;
  };
  const start = collectTimestamp(line, skipSpaces(line, 0));
  if (start === null) return refuse();
  const arrowAt = skipSpaces(line, start.position);
  if (!line.startsWith(arrow, arrowAt)) return refuse();
  const end = collectTimestamp(line, skipSpaces(line, arrowAt + arrow.length));
  if (end === null) return refuse();
  cue.startTime = start.seconds;
  cue.endTime = end.seconds;
  if (cue.endTime <= cue.startTime) reading.faults.add(at, 'A cue does not end after it begins; its times are kept');
  parseCueSettings(line.slice(end.position), reading.regions, cue, (token) =>
    reading.faults.add(
      at,
      `The setting ${quoteOf(token)} is not one of WebVTT or has no valid value; it is passed over`,
    ),
  );
  return true;
}

function regionOf(text: string, first: number, faults: TranscriptFaults): VttRegion {
  return parseRegion(text, (token) =>
    faults.add(first, `The region setting ${quoteOf(token)} is not valid; it is passed over`),
  );
}

/** Comments are passed over in silence; whatever else is neither cue, style nor region is told. */
function tellPassedOver(buffer: readonly string[], first: number, { faults, seenCue }: Reading): void {
  const head = buffer[0] ?? '';
  if (/^NOTE(?:[ \t]|$)/.test(head)) return;
  const late = /^(?:STYLE|REGION)[ \t]*$/.exec(head)?.[0].trim();
  faults.add(
    first,
    late !== undefined && seenCue
      ? `A ${late} block stands after the first cue, where it has no effect; it is passed over`
      : `The block ${quoteOf(head)} has no times; it is passed over`,
  );
}
