import { describe, expect, it } from 'vitest';
import type { ReviewId } from '../domain/ids.ts';
import type { Segment, Transcript } from '../domain/transcript/transcript.ts';
import { momentExhibit } from './moment-exhibit.ts';

type Said = readonly [speaker: string, text: string, start: number, end: number];

const transcriptOf = (...said: readonly Said[]): Transcript => ({
  id: 't1',
  review: 'r-2026-001' as ReviewId,
  recording: null,
  offsetMs: 0,
  startedAt: null,
  language: 'en',
  source: { kind: 'imported', format: 'text', name: 'said.txt', sha256: '0'.repeat(64) },
  isFilled: true,
  members: {},
  segments: said.map(([speaker, text, start, end], index): Segment => ({
    id: `s${index}`,
    speaker,
    text,
    start,
    end,
    state: 'machine-draft',
  })),
});

const exhibitOf = (quote: string, transcript: Transcript, from = 0, to = 0) =>
  momentExhibit({ type: 'moment', transcript: 't1', recording: null, from, to, quote }, transcript, 'head');

describe('what a moment shows as evidence', () => {
  it('[M3.6] names no time of a text that says none, and who said the words, not everybody', () => {
    const text = transcriptOf(['Ann', 'The pool was exhausted.', 0, 0], ['Bob', 'We rolled back.', 0, 0]);
    const exhibit = exhibitOf('The pool was exhausted.', text);
    expect(exhibit).toMatchObject({ ok: true, value: { label: 'transcript: The pool was exhausted.' } });
    expect(exhibit.ok && exhibit.value.text).toContain('Time: not known, the transcript says none\nSpeaker: Ann\n');
  });

  it('[M3.6] says that it may have been either where two said the same and nobody knows when', () => {
    const text = transcriptOf(['Ann', 'Nobody looked.', 0, 0], ['Bob', 'Nobody looked.', 0, 0]);
    const exhibit = exhibitOf('Nobody looked.', text);
    expect(exhibit.ok && exhibit.value.text).toContain('Speaker: Ann or Bob\n');
  });

  it('[M3.6] names of two who speak at once the one whose words they are', () => {
    const said = transcriptOf(['Ann', 'The pool was exhausted.', 1000, 3000], ['Bob', 'Hm, yes.', 2000, 2500]);
    const exhibit = exhibitOf('The pool was exhausted.', said, 1000, 3000);
    expect(exhibit.ok && exhibit.value.text).toContain('Time: transcript 00:00:01–00:00:03\nSpeaker: Ann\n');
  });

  it('[M3.6] names everybody whose words a quote of several segments holds', () => {
    const said = transcriptOf(['Ann', 'We waited.', 0, 1000], ['Bob', 'We rolled back.', 1000, 2000]);
    const exhibit = exhibitOf('We waited. We rolled back.', said, 0, 2000);
    expect(exhibit.ok && exhibit.value.text).toContain('Speaker: Ann, Bob\n');
  });
});
