import { expect, it } from 'vitest';
import { emptyList, withEntry, type RecordingEntry } from '../../../shared/domain/recording/entry.ts';
import { newRecording, type KeptRecording } from '../../store/recording-tables.ts';
import { listWords, soundState } from './sound-words.ts';

const at = Date.UTC(2026, 2, 16, 9);
const sha256 = '0'.repeat(64);
const part = (number: number): RecordingEntry[] => [
  { kind: 'part', part: number, mime: 'audio/webm', startedAt: at, offsetMs: (number - 1) * 1000 },
  { kind: 'chunk', part: number, ms: 1000, bytes: 10, sha256, at },
];
const ended = (number: number): RecordingEntry => ({
  kind: 'ended',
  part: number,
  durationMs: 1000,
  why: number === 2 ? 'recovered' : 'paused',
  link: sha256,
});
const media: RecordingEntry = { kind: 'media', sha256, bytes: 4_000_000, durationMs: 2000, at };
const kept = (entries: readonly RecordingEntry[], rest: Partial<KeptRecording> = {}): KeptRecording => ({
  ...newRecording('rec1', 'r-1'),
  copy: 1,
  list: entries.reduce(withEntry, emptyList),
  ...rest,
});
const both = [...part(1), ended(1), ...part(2), ended(2)];

it.each([
  ['here', kept(both, { held: [10, 10] })],
  ['1 of 2 parts are here', kept(both, { held: [10, 4] })],
  ['Not here yet', kept(both)],
  ['Nothing was recorded yet', kept([])],
  [
    'Not yet here: 52 % fetched',
    kept([...both, media], { media: { sha256, bytes: 4_000_000, blocks: 2, whole: false } }),
  ],
  ['here', kept([...both, media], { media: { sha256, bytes: 4_000_000, blocks: 4, whole: true } })],
  ['deleted on 16 Mar 2026 by retention', kept([...both, { kind: 'purged', why: 'retention', at }])],
])('says what of the sound can be heard: %s', (words, recording) => {
  const state = soundState(recording, 'UTC');
  expect(state.is === 'here' ? 'here' : state.words).toContain(words);
});

it.each([
  ['recording now', part(1)],
  ['one part', [...part(1), ended(1)]],
  ['2 parts, the last recovered after a crash', both],
  ['one file, verified', [...both, media]],
  ['sound deleted', [...both, { kind: 'purged', why: 'order', at } as const]],
])('says of the list: %s', (words, entries) => {
  expect(listWords(kept(entries).list)).toBe(words);
});
