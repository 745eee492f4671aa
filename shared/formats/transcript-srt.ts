import { createTranscriptFaults, quoteOf, type TranscriptFault } from './transcript-faults.ts';
import { takeSpeakers } from './transcript-speakers.ts';
import { segmentsOf, type FileSegment } from './transcript-segment.ts';
import { parseCueText } from './webvtt/cue-text-tree.ts';
import { cueSegments } from './webvtt/cue-segments.ts';
import { defaultSettings, type VttCue } from './webvtt/vtt-cue.ts';

/** A line longer than this is no line of times. */
const longestTimes = 300;

const time = String.raw`(\d{1,9}):(\d{1,2}):(\d{1,2})(?:[.,](\d{1,9}))?`;
const timesLine = new RegExp(`^\\s*(-?)${time}\\s*-->\\s*(-?)${time}(?:\\s.*)?$`);

type Times = { readonly startTime: number; readonly endTime: number; readonly isNegative: boolean };

/** The times of a line `00:00:01,000 --> 00:00:02,000`, also with points, fewer digits, or places after them. */
function timesOf(line: string): Times | null {
  if (line.length > longestTimes || !line.includes('-->')) return null;
  const match = timesLine.exec(line);
  if (match === null) return null;
  const at = (first: number): number => {
    const [hours, minutes, seconds, fraction = ''] = match.slice(first, first + 4);
    return (
      ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(`${fraction}000`.slice(0, 3))
    );
  };
  const isNegative = match[1] === '-' || match[6] === '-';
  return {
    startTime: match[1] === '-' ? 0 : at(2) / 1000,
    endTime: match[6] === '-' ? 0 : at(7) / 1000,
    isNegative,
  };
}

/** True when a line of times stands among the first lines, as in every SubRip file. */
export function looksLikeSrt(text: string): boolean {
  let at = 0;
  for (let count = 0; count < 40 && at < text.length; count += 1) {
    const end = text.indexOf('\n', at);
    if (timesOf(text.slice(at, Math.min(end < 0 ? text.length : end, at + longestTimes)).trimEnd()) !== null)
      return true;
    if (end < 0) return false;
    at = end + 1;
  }
  return false;
}

export type ParsedSrt = {
  readonly cues: readonly VttCue[];
  readonly segments: readonly FileSegment[];
  readonly faults: readonly TranscriptFault[];
};

/**
 * Reads SubRip. It has no specification: a line of times begins a cue, a line of digits before it is its number, all
 * lines up to the next one are its text, empty lines within it included. Tags of style are taken off the segments.
 */
export function parseSrt(text: string): ParsedSrt {
  const faults = createTranscriptFaults();
  const lines = text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .split('\n');
  const starts = lines.flatMap((line, index) => {
    const times = timesOf(line);
    if (times === null) {
      if (line.includes('-->') && line.length <= longestTimes)
        faults.add(index + 1, `The times of a cue cannot be read from ${quoteOf(line)}; the line is kept as text`);
      return [];
    }
    const number = index > 0 && /^\s*\d{1,9}\s*$/.test(lines[index - 1] ?? '') ? (lines[index - 1] ?? '').trim() : null;
    return [{ index, times, number }];
  });
  const before = (starts[0]?.index ?? 0) - (starts[0]?.number == null ? 0 : 1);
  if (lines.slice(0, Math.max(0, before)).some((line) => line.trim() !== ''))
    faults.add(1, 'What stands before the first times is left out');
  const cues: VttCue[] = [];
  const segments: FileSegment[] = [];
  starts.forEach(({ index, times, number }, place) => {
    const next = starts[place + 1];
    const end = next === undefined ? lines.length : next.number === null ? next.index : next.index - 1;
    const body = trimLines(lines.slice(index + 1, Math.max(index + 1, end)));
    const wrong = (message: string): void => faults.add(index + 1, message);
    if (times.isNegative) wrong('A cue has a time before 0; it is taken for 0');
    if (number === null) wrong('A cue has no number; it is read all the same');
    if (body.includes('')) wrong('The text of a cue has an empty line within; it is kept as one text');
    const { startTime, endTime } = times;
    const cue = {
      id: number ?? '',
      startTime,
      endTime,
      text: body.filter((line) => line !== '').join('\n'),
      ...defaultSettings,
    };
    cues.push(cue);
    segments.push(...said(cue, wrong));
  });
  return { cues, segments: takeSpeakers(segments), faults: faults.all() };
}

function trimLines(lines: readonly string[]): readonly string[] {
  const trimmed = lines.map((line) => line.trim());
  const from = trimmed.findIndex((line) => line !== '');
  return from < 0 ? [] : trimmed.slice(from, trimmed.findLastIndex((line) => line !== '') + 1);
}

const styleTag = /<\/?(?:[bius]|font|c|ruby|rt)(?:[ .][^<>]{0,200})?>|\{\\[^{}]{0,200}\}|\{\/?[bius]\}/gi;

/** Segments of a cue: voices as in WebVTT where there are any, otherwise the text as it stands, without its style. */
function said(cue: VttCue, wrong: (message: string) => void): readonly FileSegment[] {
  const hasVoice = cue.text.includes('<v') && parseCueText(cue.text).some((node) => node.type === 'voice');
  if (hasVoice) return cueSegments(cue, wrong);
  const text = cue.text.replace(styleTag, '');
  return segmentsOf({ startMs: cue.startTime * 1000, endMs: cue.endTime * 1000, speaker: null, text }, wrong);
}
