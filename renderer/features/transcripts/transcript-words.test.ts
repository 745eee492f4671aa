import { describe, expect, it } from 'vitest';
import type { Segment } from '../../../shared/domain/transcript/transcript.ts';
import { speakersOf } from './speaker-list.ts';
import { sourceInWords } from '../../state/transcript-source.ts';
import { formatMoment, formatTenth, quoteOf } from './transcript-words.ts';

const segment = (start: number, text: string, speaker: string | null): Segment => ({
  id: `s${start}`,
  start,
  end: start + 900,
  speaker,
  text,
  state: 'machine-draft',
});

describe('a transcript in words', () => {
  it('says where it came from', () => {
    const sha256 = '0'.repeat(64);
    expect(sourceInWords({ kind: 'imported', format: 'vtt', name: 'teams.vtt', sha256 })).toBe(
      'imported from teams.vtt',
    );
    expect(
      sourceInWords({ kind: 'engine', engine: 'pocketsphinx', version: '0.8', model: 'en-us', modelSha256: sha256 }),
    ).toBe('pocketsphinx 0.8, model en-us, machine draft');
    expect(sourceInWords({ kind: 'scribe' })).toBe('the scribe’s lines');
  });

  it.each([
    [0, '0:00:00', '0:00:00.0'],
    [2_467_399, '0:41:07', '0:41:07.3'],
    [403_205_000, '112:00:05', '112:00:05.0'],
  ])('%i ms reads %s', (ms, moment, tenth) => {
    expect([formatMoment(ms), formatTenth(ms)]).toEqual([moment, tenth]);
  });

  it('quotes with who and when, and without who where nobody is known', () => {
    expect(quoteOf([segment(0, ' We saw it. ', 'Ada'), segment(61_000, 'Yes.', null)])).toBe(
      '“We saw it.” (Ada, 0:00:00)\n“Yes.” (0:01:01)',
    );
  });

  it('counts who speaks', () => {
    expect(
      speakersOf([segment(0, 'a', 'Bo'), segment(1, 'b', null), segment(2, 'c', 'Al'), segment(3, 'd', 'Bo')]),
    ).toEqual({
      speakers: [
        { name: 'Bo', segments: 2 },
        { name: 'Al', segments: 1 },
      ],
      nobody: 1,
    });
  });
});
