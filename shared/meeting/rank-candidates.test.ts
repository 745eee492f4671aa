import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConfigPair } from '../domain/cause/config-change.ts';
import type { Claim, Evidence } from '../domain/claim/claim.ts';
import type { RowId, SeriesId } from '../domain/ids.ts';
import type { Note } from '../domain/note/note.ts';
import type { Candidate } from './evidence-candidates.ts';
import { offeredEvidence } from './offered-evidence.ts';
import { filterCandidates, rankCandidates } from './rank-candidates.ts';

const at = Date.parse('2026-03-12T13:05:30Z');
const minute = 60_000;
const row = (id: string): RowId => `x:y:z:${id}` as RowId;
const pair: ConfigPair = {
  name: 'application.yaml',
  service: 'checkout',
  environment: 'production',
  before: { id: row('s1'), at: Date.parse('2026-03-12T12:00:00Z') },
  after: { id: row('s2'), at: Date.parse('2026-03-12T13:04:00Z') },
  changed: 3,
  changes: ['cache.size', 'db.pool.max', 'http.port'].map((key) => ({ key, before: '1', after: '2' })),
  fault: null,
};
const piece = (locator: Evidence['locator']): Evidence => ({
  id: 'evi1',
  locator,
  bearing: 'supports',
  hash: 'a'.repeat(64),
  label: 'p95, 14:00–14:20',
  capturedAt: at,
});
const claim: Claim = {
  id: 'clm1',
  text: 'Checkout slow from 14:05',
  happenedAt: at,
  author: 'eng-01',
  evidence: [
    piece({ type: 'metric-window', series: 'checkout/p95/production' as SeriesId, from: at, to: at + minute }),
    piece({ type: 'testimony', words: 'ops-01 saw it' }),
  ],
};
const note: Note = {
  id: 'note1',
  text: 'the canary watched errors only',
  author: 'eng-01',
  item: 'facts',
  at,
  meetingMs: 0,
};
const rows = { series: [], deployments: [], runtime: [], incidents: [], builds: [] };
const offered = (pairs: readonly ConfigPair[] = [pair]) =>
  offeredEvidence({
    review: { package: null, claims: [claim], notes: [note], zone: 'Europe/Berlin', effect: null },
    rows,
    pairs,
    at,
  });

const made = (key: string, title: string, when: number | null): Candidate => ({
  key,
  group: 'Deployments',
  title,
  detail: '',
  locator: { type: 'deployment', id: row(key) },
  at: when,
});

describe('what is offered as evidence', () => {
  it('[M4.4] a pair of snapshots says how much changed and when; facts bring what they rest on, notes themselves', () => {
    expect(offered().map(({ group, title, locator }) => [group, title, locator.type])).toEqual([
      ['Configuration', 'application.yaml · 3 keys changed · 13:00 → 14:04', 'config-diff'],
      ['Facts', 'Checkout slow from 14:05', 'metric-window'],
      ['Notes', 'the canary watched errors only', 'note'],
    ]);
  });

  it('[M4.4] a pair of other days says them, one that cannot be compared says why', () => {
    const older = { ...pair, before: { id: row('s0'), at: Date.parse('2026-03-11T12:00:00Z') } };
    expect(offered([older])[0]?.title).toMatch(/11 Mar 13:00 → 12 Mar 14:04$/);
    const bad = { ...pair, changed: 0, changes: [], fault: 'line 2, column 1: not YAML' };
    expect(offered([bad])[0]).toMatchObject({ detail: 'line 2, column 1: not YAML' });
  });
});

describe('ranking candidates', () => {
  it('[M4.4] the pair that changed what the cause speaks of comes first', () => {
    const many = [made('d1', 'checkout 4.18.0 to production', at), ...offered(), made('b1', 'build #4127', at)];
    const first = rankCandidates(many, { text: 'Pool limit halved by the new default', at })[0];
    expect(first?.locator.type).toBe('config-diff');
    expect(rankCandidates(many, { text: 'The canary did not watch latency', at })[0]?.group).toBe('Notes');
    const said = {
      ...offered().find(({ group }) => group === 'Notes'),
      title: 'the pool limit is halved',
    } as Candidate;
    const metric = made('m1', 'pool_wait', at);
    expect(rankCandidates([said, metric, ...many], { text: 'Pool limit halved', at })[0]?.locator.type).toBe(
      'config-diff',
    );
    expect(rankCandidates(many, { text: 'The build was wrong', at: null })[0]?.key).toBe('b1');
  });

  it('[M4.4] without shared words the nearest in time comes first, else the order stays', () => {
    const list = [made('a', 'one', null), made('b', 'two', at - 60 * minute), made('c', 'three', at - minute)];
    const keys = (text: string, when: number | null) => rankCandidates(list, { text, at: when }).map(({ key }) => key);
    expect(keys('x', at)).toEqual(['c', 'b', 'a']);
    expect(keys('x', null)).toEqual(['a', 'b', 'c']);
  });

  it('[M4.4] loses and doubles none', () => {
    const words = fc.array(fc.constantFrom('pool', 'limit', 'checkout', 'slow', 'build'), { maxLength: 4 });
    fc.assert(
      fc.property(fc.array(words, { maxLength: 20 }), words, (titles, text) => {
        const list = titles.map((title, index) => made(`k${index}`, title.join(' '), at - index));
        const ranked = rankCandidates(list, { text: text.join(' '), at });
        expect(ranked.toSorted((a, b) => list.indexOf(a) - list.indexOf(b))).toEqual(list);
      }),
      { numRuns: 100 },
    );
  });

  it('[M4.4] typing narrows by every word, also by settings that are not shown', () => {
    const names = (typed: string) => filterCandidates(offered(), typed).map(({ group }) => group);
    expect(names('http.p')).toEqual(['Configuration']);
    expect(names('CANARY errors')).toEqual(['Notes']);
    expect(names('canary pool')).toEqual([]);
    expect(names('  ')).toHaveLength(3);
  });
});
