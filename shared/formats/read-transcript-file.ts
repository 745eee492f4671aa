import { err, ok, type Result } from '../lib/result.ts';
import type { TranscriptSource } from '../domain/transcript/transcript.ts';
import { decodeTranscript, transcriptFileFault, type TranscriptFileFault } from './transcript-decode.ts';
import { createTranscriptFaults, type TranscriptFault } from './transcript-faults.ts';
import { parsePodcastJson } from './transcript-podcast-json.ts';
import type { FileSegment } from './transcript-segment.ts';
import { takeSpeakers } from './transcript-speakers.ts';
import { looksLikeSrt, parseSrt } from './transcript-srt.ts';
import { parseTranscriptText } from './transcript-text.ts';
import { cueSegments } from './webvtt/cue-segments.ts';
import { parseVtt, type ParsedVtt } from './webvtt/parse-vtt.ts';
import type { VttCue } from './webvtt/vtt-cue.ts';

export type TranscriptFormat = Extract<TranscriptSource, { kind: 'imported' }>['format'];

/** A transcript file as it was read. */
export type ReadTranscript = {
  readonly format: TranscriptFormat;
  /**
   * What the file says of times: `all`; `starts`, ends are where the next begins; `none`, then every time is 0 and means
   * nothing.
   */
  readonly times: 'all' | 'starts' | 'none';
  /** In the order of their beginnings. */
  readonly segments: readonly FileSegment[];
  /** Cues of WebVTT and SubRip as they stand in the file; null for the others. */
  readonly cues: readonly VttCue[] | null;
  /** All of a WebVTT file, so that it can be written again. */
  readonly vtt: ParsedVtt | null;
  /** What was wrong and what was made of it. In Podcast JSON, `line` is the place in the list. */
  readonly faults: readonly TranscriptFault[];
};

/**
 * Reads a transcript file: WebVTT, SubRip, Podcast namespace JSON, or text. The content decides which; the name only
 * tells a WebVTT file that lacks its signature, and of what is wrong there.
 */
export function readTranscriptFile(
  file: Uint8Array | string,
  name: string,
): Result<ReadTranscript, TranscriptFileFault> {
  const decoded = typeof file === 'string' ? ok({ text: file, faults: [] }) : decodeTranscript(file);
  if (!decoded.ok) return decoded;
  const { text, faults } = decoded.value;
  const read = readText(text, name);
  return read.ok ? ok({ ...read.value, faults: [...faults, ...read.value.faults] }) : read;
}

const bringAnother = 'Export the transcript as WebVTT, SubRip, Podcast JSON or plain text, and bring that.';
const firstLine = 'its first line says so';

function readText(text: string, name: string): Result<ReadTranscript, TranscriptFileFault> {
  const isVttName = /\.vtt$/i.test(name.trim());
  const vtt = parseVtt(/^\uFEFF?WEBVTT/.test(text) ? text : '');
  if (vtt.hasSignature) return ok(vttTranscript(vtt));
  const nul = text.indexOf('\0');
  if (nul >= 0) {
    const where = `a NUL character at character ${nul + 1}`;
    return err(transcriptFileFault('not-text', 'The file is no text: it holds binary data', where, bringAnother));
  }
  const head = text
    .replace(/^\uFEFF/, '')
    .slice(0, 2000)
    .trimStart();
  if (head === '' && text.trim() === '')
    return err(transcriptFileFault('empty', 'The file is empty', 'it has nothing but white space', bringAnother));
  if (/^(?:<!doctype\s+html|<html|<head|<body|<\?xml)/i.test(head))
    return err(
      transcriptFileFault('not-transcript', 'The file is a web page, not a transcript', firstLine, bringAnother),
    );
  if (/^(?:\{|\[\s*(?:[{["\]]|$))/.test(head)) return readJson(text);
  if (looksLikeSrt(text)) return ok(srtTranscript(text, isVttName));
  if (isVttName)
    return err(
      transcriptFileFault(
        'not-transcript',
        'The file is named as WebVTT, but does not begin with WEBVTT and has no cues',
        'line 1',
        'Export it again as WebVTT, or name it .txt when it is plain text.',
      ),
    );
  const read = parseTranscriptText(text);
  return ok({ format: 'text', times: read.times, segments: read.segments, cues: null, vtt: null, faults: read.faults });
}

function vttTranscript(vtt: ParsedVtt): ReadTranscript {
  const faults = createTranscriptFaults();
  for (const { line, message } of vtt.faults) faults.add(line, message);
  const segments = vtt.cues.flatMap((cue, index) =>
    cueSegments(cue, (message) => faults.add(vtt.cueLines[index] ?? 1, message)),
  );
  return {
    format: 'vtt',
    times: 'all',
    segments: takeSpeakers(inOrder(segments)),
    cues: vtt.cues,
    vtt,
    faults: faults.all(),
  };
}

function srtTranscript(text: string, isVttName: boolean): ReadTranscript {
  const { cues, segments, faults } = parseSrt(text);
  const mistaken = { line: 1, message: 'The file is named as WebVTT but is SubRip; it was read as that' };
  return {
    format: 'srt',
    times: 'all',
    segments: inOrder(segments),
    cues,
    vtt: null,
    faults: isVttName ? [mistaken, ...faults] : faults,
  };
}

function readJson(text: string): Result<ReadTranscript, TranscriptFileFault> {
  const read = parsePodcastJson(text.replace(/^\uFEFF/, ''));
  if (!read.ok)
    return err(
      transcriptFileFault('not-transcript', `The file is no transcript: ${read.error}`, firstLine, bringAnother),
    );
  const { segments, faults } = read.value;
  return ok({ format: 'podcast-json', times: 'all', segments, cues: null, vtt: null, faults });
}

const inOrder = (segments: readonly FileSegment[]): readonly FileSegment[] =>
  segments.toSorted((a, b) => a.start - b.start);
