import { isTimed } from '../domain/transcript/transcript-length.ts';
import type { Transcript } from '../domain/transcript/transcript.ts';
import { segmentsToVtt } from '../formats/transcript-writers.ts';
import { checkedWords } from './transcript-paper.ts';

/**
 * A transcript as the WebVTT file that goes into a record: the same events give the same bytes. A speaker who is known
 * to the roster goes by their code, as everybody in a record does; another by the name that was heard.
 */
export const transcriptToVtt = ({ segments, members }: Pick<Transcript, 'segments' | 'members'>): string =>
  segmentsToVtt(
    segments.map((segment) => ({
      ...segment,
      speaker: segment.speaker === null ? null : (members[segment.speaker] ?? segment.speaker),
    })),
    `${checkedWords(segments)}${isTimed(segments) ? '' : ' The source says no times; those of the cues mean nothing.'}`,
  );

/** `data/transcript.vtt`, then `data/transcript-2.vtt`; `number` counts from 1. */
export const transcriptFile = (number: number): string =>
  number === 1 ? 'transcript.vtt' : `transcript-${number}.vtt`;
