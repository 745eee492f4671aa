import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { ActionChange } from '../domain/action/action-changes.ts';
import type { ActionItem } from '../domain/action/action.ts';
import type { MemberId, ReviewId, SeriesId } from '../domain/ids.ts';
import type { Review } from '../domain/review/review.ts';
import { emptyWorkspace } from '../domain/workspace/workspace.ts';
import { countActions, groupActions, openBefore, readActions } from './actions-board.ts';
import { boardCsv, githubMarkdown, jiraCsv } from './actions-export.ts';

const item = (id: string, text: string, state: ActionItem['state']): ActionItem => ({
  id,
  text,
  author: 'eng-01',
  causes: [],
  term: 'short',
  state,
});
const committed = (id: string, due: string, text = `Do ${id}`, owner = 'ops-01') =>
  item(id, text, {
    name: 'committed',
    owner,
    due,
    criterion: { kind: 'metric', metric: 'p95', comparator: '<', value: 300, unit: 'ms', window: '7 days' },
  });
const review = (id: string, service: string, actions: readonly ActionItem[], joined: readonly string[] = []) =>
  ({
    id,
    phase: 'closed',
    title: `Review ${id}`,
    service,
    zone: 'UTC',
    governance: { joined: joined.map((each) => ({ service: each })) },
    actions,
  }) as unknown as Review;

const r1 = 'r-1' as ReviewId;
const changes: readonly ActionChange[] = [
  { type: 'commitment.settled.v1', body: { review: r1, action: 'done', outcome: 'done', note: 'merged' }, at: 1 },
  { type: 'commitment.settled.v1', body: { review: r1, action: 'proved', outcome: 'done', note: 'merged' }, at: 1 },
  {
    type: 'commitment.verified.v1',
    body: {
      review: r1,
      action: 'proved',
      verdict: 'met',
      measured: {
        series: 's' as SeriesId,
        value: 212.3456789,
        unit: 'ms',
        from: 1,
        to: 2,
        n: 9,
        sha256: 'a'.repeat(64),
      },
      artefact: null,
      note: '',
    },
    at: 2,
  },
  {
    type: 'commitment.handed-over.v1',
    body: { review: r1, action: 'late', owner: 'ops-02' as MemberId, reason: 'left' },
    at: 3,
  },
  { type: 'commitment.redated.v1', body: { review: r1, action: 'late', due: '2026-03-12', reason: 'parts' }, at: 4 },
  {
    type: 'idea.settled.v1',
    body: { review: r1, action: 'gone', outcome: 'dropped', reason: 'too dear', until: null, into: null },
    at: 5,
  },
];
const reviews = [
  review(
    'r-1',
    'checkout',
    [
      committed('late', '2026-03-10'),
      committed('soon', '2026-03-20', '=cmd|"/c calc"!A0, "quoted"\nand a second line'),
      committed('done', '2026-03-10'),
      committed('proved', '2026-03-10'),
      item('ripe', 'Better alerts', { name: 'idea', soakUntil: '2026-03-15' }),
      item('green', 'Fewer alerts', { name: 'idea', soakUntil: '2026-03-25' }),
      item('gone', 'More alerts', { name: 'idea', soakUntil: '2026-03-15' }),
      item('never', 'No alerts', { name: 'dropped', reason: 'no' }),
    ],
    ['payments'],
  ),
  review('r-2', 'search', [committed('other', '2026-04-01', 'Do other', 'eng-09')]),
];
const readings = readActions(reviews, { ...emptyWorkspace, actionChanges: changes }, '2026-03-16');

describe('the board of action items', () => {
  it('[M3.4] each item stands in one column, with its newest owner and date', () => {
    expect(readings.map(({ action, column }) => [action, column])).toEqual([
      ['done', 'done'],
      ['proved', 'verified'],
      ['late', 'overdue'],
      ['ripe', 'idea'],
      ['soon', 'committed'],
      ['green', 'idea'],
      ['other', 'committed'],
      ['gone', 'declined'],
    ]);
    expect(readings.find((each) => each.action === 'late')).toMatchObject({
      owner: 'ops-02',
      due: '2026-03-12',
      daysLeft: -4,
    });
    expect(countActions(readings)).toEqual({ idea: 2, committed: 2, overdue: 1, done: 1, verified: 1, declined: 1 });
  });

  it('[M3.4] is read by owner and by component', () => {
    expect(groupActions(readings, 'owner').map(({ name, counts }) => [name, counts.overdue, counts.committed])).toEqual(
      [
        ['eng-01', 0, 0],
        ['eng-09', 0, 1],
        ['ops-01', 0, 1],
        ['ops-02', 1, 0],
      ],
    );
    expect(groupActions(readings, 'component').map(({ name }) => name)).toEqual(['checkout', 'search']);
  });

  it('[M3.4] open ones and ripe ideas head the next review of the component, joined ones too', () => {
    expect(openBefore(readings, 'r-9', ['checkout']).map(({ action }) => action)).toEqual(['late', 'soon', 'ripe']);
    expect(openBefore(readings, 'r-9', ['payments']).map(({ action }) => action)).toEqual(['late', 'soon', 'ripe']);
    expect(openBefore(readings, 'r-1', ['checkout'])).toEqual([]);
  });
});

describe('what is carried out of the board', () => {
  const table = (text: string) => parse<Record<string, string>>(text, { columns: true, record_delimiter: '\r\n' });

  it('[M3.4] CSV reads back whole, and no cell begins like a formula', () => {
    const rows = table(boardCsv(readings));
    expect(rows).toHaveLength(8);
    const soon = rows.find((row) => row['external id'] === 'r-1/soon');
    expect(soon?.['text']).toBe(`'=cmd|"/c calc"!A0, "quoted"\nand a second line`);
    for (const row of rows) for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    expect(rows.find((row) => row['external id'] === 'r-1/proved')?.['what became of it']).toBe(
      `merged; measured 212.346 ms over 9 samples, sha256 ${'a'.repeat(64)}`,
    );
  });

  it('[M3.4] Jira gets open commitments with its own columns', () => {
    const rows = table(jiraCsv(readings));
    expect(
      rows.map((row) => [row['External id'], row['Due date'], row['Assignee'], row['Labels'], row['Issue Type']]),
    ).toEqual([
      ['r-1/late', '2026-03-12', 'ops-02', 'hotwash checkout', 'Task'],
      ['r-1/soon', '2026-03-20', 'ops-01', 'hotwash checkout', 'Task'],
      ['r-2/other', '2026-04-01', 'eng-09', 'hotwash search', 'Task'],
    ]);
    expect(rows[0]?.['Description']).toContain('Was due on 2026-03-10: parts');
    expect(rows[1]?.['Summary']).toBe(`'=cmd|"/c calc"!A0, "quoted" and a second line`);
  });

  it('[M3.4] GitHub gets one document, an issue with front matter for each', () => {
    const issues = githubMarkdown(readings).split(/^---$/m);
    expect(issues).toHaveLength(7);
    expect(issues[1]).toContain('title: "Do late"');
    expect(issues[3]).toContain('external-id: "r-1/soon"');
    const tricky = readActions(
      [review('r-3', 'x', [committed('a', '2026-04-01', 'Add\n---\ntitle: forged')])],
      emptyWorkspace,
      '2026-03-16',
    );
    expect(githubMarkdown(tricky).split(/^---$/m)).toHaveLength(3);
  });
});

describe('a long-term action', () => {
  it('[M4.3] says so on the board and in what is exported', () => {
    const long: ActionItem = { ...committed('shared', '2026-06-01', 'Give defaults one source'), term: 'long' };
    const readings = readActions(
      [review('r-9', 'checkout', [long, committed('fix', '2026-04-01')])],
      emptyWorkspace,
      '2026-03-20',
    );
    expect(readings.map(({ action, term }) => [action, term])).toEqual([
      ['fix', 'short'],
      ['shared', 'long'],
    ]);
    const rows = parse<Record<string, string>>(boardCsv(readings), { columns: true });
    expect(rows.map((row) => row.term)).toEqual(['short', 'long']);
    const text = githubMarkdown(readings);
    expect(text).toContain('Long-term: it changes what keeps bringing the cause about');
    expect(text.match(/Long-term/g)).toHaveLength(1);
  });
});
