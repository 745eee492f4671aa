import { invariant } from '../../lib/invariant.ts';
import { decideTranscript } from './decide-transcript.ts';
import { foldTranscript, foldTranscriptFurther, type FoldedTranscript } from './fold-transcript.ts';
import type { TranscriptCommand } from './transcript-commands.ts';
import type { HappenedTranscriptEvent, Segment, TranscriptEvent } from './transcript.ts';
import type { Refusal } from '../refusal.ts';
import type { ReviewId } from '../ids.ts';

/** A transcript for tests: what is done to it goes through the rules, and its events are kept. */
export type TestTranscript = {
  readonly events: HappenedTranscriptEvent[];
  folded(): FoldedTranscript;
  texts(): readonly string[];
  run(command: TranscriptCommand): Refusal | undefined;
  take(event: TranscriptEvent): void;
};

export const testSegment = (id: string, start: number, text: string, more: Partial<Segment> = {}): Segment => ({
  id,
  start,
  end: start + 1000,
  speaker: 'Ada Lovelace',
  text,
  state: 'machine-draft',
  ...more,
});

export function testTranscript(segments: readonly Segment[], perEvent = 500): TestTranscript {
  const events: HappenedTranscriptEvent[] = [];
  let known: { readonly of: number; readonly value: FoldedTranscript | undefined } | undefined;
  let commands = 0;
  const append = (event: TranscriptEvent): void => {
    events.push({
      ...event,
      seq: events.length + 1,
      at: 1_770_000_000_000,
      actor: 'ops-02',
      command: `c${1000 + commands}`,
    });
  };
  const folded = (): FoldedTranscript => {
    if (known?.of !== events.length) {
      const value =
        known?.value === undefined ? foldTranscript(events) : foldTranscriptFurther(known.value, events, known.of);
      known = { of: events.length, value };
    }
    invariant(known.value !== undefined, 'the transcript was opened');
    return known.value;
  };
  const take = (event: TranscriptEvent): void => {
    commands += 1;
    append(event);
  };
  take({
    type: 'transcript.opened.v1',
    body: {
      id: 'tr001',
      review: 'r-2026-001' as ReviewId,
      recording: null,
      offsetMs: 0,
      startedAt: null,
      language: 'en',
      source: { kind: 'scribe' },
    },
  });
  for (let from = 0; from < segments.length; from += perEvent)
    take({ type: 'segments.added.v1', body: { segments: segments.slice(from, from + perEvent) } });
  return {
    events,
    folded,
    texts: () => folded().transcript.segments.map(({ text }) => text),
    take,
    run: (command) => {
      const verdict = decideTranscript(folded(), command, { members: ['dev-01'] });
      if (!verdict.ok) return verdict.error;
      commands += 1;
      verdict.value.forEach(append);
      return undefined;
    },
  };
}
