import { describe, expect, it } from 'vitest';
import { locatorSchema } from '../../../shared/domain/claim/claim.ts';
import type { Segment } from '../../../shared/domain/transcript/transcript.ts';
import { momentOf, mostQuoted } from './moment-of.ts';

const segment = (start: number, text: string): Segment => ({
  id: `seg${start}`,
  start,
  end: start + 900,
  speaker: 'Ada',
  text,
  state: 'machine-draft',
});
const transcript = { id: 'tr0001', recording: null };

describe('words of a transcript as evidence', () => {
  it('[M3.6] names the stretch and quotes it on one line', () => {
    expect(momentOf(transcript, [segment(1000, 'We saw\nit.'), segment(2000, ' Yes,\tat nine ')])).toEqual({
      type: 'moment',
      transcript: 'tr0001',
      recording: null,
      from: 1000,
      to: 2900,
      quote: 'We saw it. Yes, at nine',
    });
  });

  it('[M3.6] ends with the last whole segment that a quote holds, and always reads as a locator', () => {
    const long = momentOf(transcript, [segment(0, 'word '.repeat(120)), segment(1000, 'word '.repeat(120))]);
    expect(long).toMatchObject({ from: 0, to: 900 });
    for (const text of ['word '.repeat(400), '🚢'.repeat(800), 'x'.repeat(mostQuoted - 1) + '🚢'])
      expect(locatorSchema.safeParse(momentOf(transcript, [segment(0, text)])).error).toBeUndefined();
  });

  it('[M3.6] is nothing where nothing was said', () => {
    expect(momentOf(transcript, [])).toBeNull();
    expect(momentOf(transcript, [segment(0, ' \n')])).toBeNull();
  });
});
