import { err, ok, type Result } from '../lib/result.ts';
import { createTranscriptFaults, type TranscriptFault } from './transcript-faults.ts';
import { segmentsOf, type FileSegment } from './transcript-segment.ts';

export type ParsedPodcast = { readonly segments: readonly FileSegment[]; readonly faults: readonly TranscriptFault[] };

/** Whether a JSON text is a transcript of the Podcast namespace is told by its `segments`. Why not, in words. */
type NoTranscript = string;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const seconds = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;

/**
 * Reads a JSON transcript of the Podcast namespace: `{version, segments: [{speaker, startTime, endTime, body}]}`, times in
 * seconds. A segment that is not one is left out and told by its place in the list, in place of a line.
 */
export function parsePodcastJson(text: string): Result<ParsedPodcast, NoTranscript> {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return err('it begins like JSON, but is not valid JSON');
  }
  if (!isObject(document) || !Array.isArray(document['segments']))
    return err('it is JSON, but has no list "segments" as a Podcast namespace transcript has');
  const list = document['segments'] as readonly unknown[];
  const faults = createTranscriptFaults();
  const segments = list.flatMap((each, index) => segmentOf(each, index + 1, faults.add));
  if (list.length > 0 && segments.length === 0)
    return err('it is JSON with "segments", but none of them has a "startTime" in seconds and a "body"');
  return ok({ segments: segments.toSorted((a, b) => a.start - b.start), faults: faults.all() });
}

function segmentOf(each: unknown, place: number, add: (line: number, message: string) => void): readonly FileSegment[] {
  const wrong = (message: string): void => add(place, `Segment ${place}: ${message}`);
  if (!isObject(each) || typeof each['body'] !== 'string' || seconds(each['startTime']) === null) {
    wrong('it has no "body" or no "startTime" in seconds; it is left out');
    return [];
  }
  const start = seconds(each['startTime']) ?? 0;
  const end = seconds(each['endTime']);
  if (end === null && each['endTime'] !== undefined)
    wrong('its "endTime" is no time; it is taken to end where it begins');
  const speaker = typeof each['speaker'] === 'string' ? each['speaker'] : null;
  return segmentsOf({ startMs: start * 1000, endMs: (end ?? start) * 1000, speaker, text: each['body'] }, wrong);
}
