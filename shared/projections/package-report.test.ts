import { describe, expect, it } from 'vitest';
import { packageSchema, type ReviewPackage } from '../domain/review/package.ts';
import { startTestReview } from '../domain/review/test-review.ts';
import { fiveFigures } from './five-figures.ts';
import type { MemberId } from '../domain/ids.ts';
import { packageHtml } from './package-report.ts';
import { reportHtml } from './report-html.ts';
import { reviewToRecord } from './review-record.ts';
import { testHead } from './test-head.ts';

const zone = 'Europe/Berlin';
const at = (clock: string): number => Date.parse(`2026-03-12T${clock}+01:00`);
const figure = (metric: string, now: number, robustZ: number) => ({
  series: `prometheus:series:acme:${metric}`,
  metric,
  unit: metric === 'errors' ? 'ratio' : 'ms',
  better: 'lower',
  from: at('14:04:41'),
  to: at('15:04:41'),
  now,
  before: [
    { version: '4.16.0', value: now / 3 },
    { version: '4.17.0', value: now / 2 },
  ],
  usual: now / 2.5,
  robustZ,
  note: '5 comparable, of any hour',
});
const incident = 'pagerduty:incident:acme:P1';
const flagRow = (n: number) => `unleash:flag:acme:${n}`;

const content: ReviewPackage = packageSchema.parse({
  assembledAt: at('16:00'),
  window: { from: at('08:00'), to: at('16:00') },
  deployments: ['gitlab:deployment:acme:5d41402abc4b2a76b9719d911017c592'],
  runtime: [],
  builds: [],
  incidents: [incident],
  changes: { commits: 3, insertions: 1400, deletions: 520, generated: 0 },
  deviations: [figure('checkout p95', 940.4, 9.8), figure('errors', 0.0214, 3.9), figure('queue', 41, 1.1)],
  integrity: [],
  intake: { seq: 9, hash: 'a'.repeat(64) },
  flags: [flagRow(1), flagRow(2), flagRow(3)],
  flagNames: ['one-page'],
  predictions: [{ id: 'p', probability: 0.2, impact: 'low', reason: '', madeAt: at('09:12'), standing: 'sealed' }],
  behaviour: [
    {
      flag: 'one-page',
      variant: 'on',
      exposures: 4000,
      errors: 20,
      rate: { value: 0.005, low: 0.003, high: 0.008 },
      note: '',
    },
  ],
  adoption: [
    {
      flag: 'one-page',
      variant: 'on',
      points: [
        { from: at('14:00'), to: at('14:10'), exposures: 5, total: 100 },
        { from: at('14:10'), to: at('14:20'), exposures: 48, total: 100 },
      ],
    },
  ],
  handOffs: [
    {
      row: incident,
      title: 'Checkout fails',
      steps: [
        { step: 'deploy end', at: at('14:02'), source: 'gitlab:deployment:acme:5d41402abc4b2a76b9719d911017c592' },
        { step: 'alert', at: at('14:09'), source: incident },
        { step: 'accepted', at: null, source: '' },
      ],
      missing: ['accepted'],
    },
  ],
  links: [
    {
      from: { kind: 'incident', id: incident },
      to: { kind: 'flag', id: flagRow(3) },
      strength: 'time-only',
      confidence: 0.3,
      why: '4 min apart',
      verdict: null,
    },
  ],
  origins: [
    {
      name: 'p95.json',
      sha256: 'b'.repeat(64),
      format: 'prometheus',
      mapVersion: 1,
      source: null,
      query: null,
      fetchedAt: null,
      takenAt: at('15:30'),
    },
  ],
  figures: [{ figure: 'series:prometheus:series:acme:checkout p95', rows: 60, origins: [0] }],
});

function handout(): string {
  const test = startTestReview();
  return packageHtml({ ...test.review(), zone }, { hash: 'c'.repeat(64), content }, test.workspace, '');
}

describe('the package as attendees get it', () => {
  it('[M2.2] gives a figure the tone it has on the screen', () => {
    const diamonds = [...handout().matchAll(/<path d="M[^"]*z" fill="(#\w+)"/g)].map(([, fill]) => fill);
    expect(diamonds).toEqual(['#7e1010', '#8f5e00', '#00677f']);
  });

  it('[M2.2] tells figures in the words of the screen', () => {
    const text = handout();
    for (const told of ['940 ms', '2.1 %', '+9.8', 'against the last 8 that went well']) expect(text).toContain(told);
    for (const { figure: big, words } of fiveFigures(content, zone)) {
      expect(text).toContain(`<strong>${big}</strong>`);
      expect(text).toContain(words);
    }
    expect(text).toContain('predicted risk, sealed 09:12');
  });

  it('[M2.5] draws how a variant spread and says it', () => {
    expect(handout()).toMatch(/<svg[^>]*aria-label="on was shown in at most 48 % of exposures, until 14:20"/);
  });

  it('[M8.1] calls rows what people call them, never by their ids', () => {
    const text = handout();
    expect(text).toContain('incident: Checkout fails');
    expect(text).not.toMatch(/(?:pagerduty|gitlab|unleash|prometheus):\w+:acme/);
    expect(text).not.toContain('5d41402abc4b');
  });
});

describe('what was predicted of a release', () => {
  const seal = { commitment: 'd'.repeat(64), salt: 'e'.repeat(32), envelope: '{}', fingerprint: 'SHA256:abc' };
  const made = { probability: 0.2, impact: 'minor', reason: 'Settings <move>', madeAt: at('09:12') };
  const predictions: ReviewPackage['predictions'] = [
    { ...made, id: 'a', standing: 'sealed', by: 'rel-01' as MemberId, seal },
    { ...made, id: 'b', standing: 'told' },
    { ...made, id: 'c', standing: 'void', why: 'late', by: 'ops-01' as MemberId, seal },
  ];
  const said = [
    /by [^:]+: Settings &lt;move&gt; · sealed 12 Mar 2026, 09:12 sha256 d{64}, signed by SHA256:abc/,
    /told, not sealed, 12 Mar 2026, 09:12/,
    /void: made after the deployment began, 12 Mar 2026, 09:12/,
  ];
  const textOf = (html: string): string =>
    html.replaceAll(/<style>[^]*?<\/style>|<[^>]+>/g, '').replaceAll(/\s+/g, ' ');
  const test = startTestReview();
  const sealed = { hash: 'c'.repeat(64), content: { ...content, predictions } };

  it('[M6.4] stands in the package with its standing and its seal', () => {
    const text = textOf(packageHtml({ ...test.review(), zone }, sealed, test.workspace, ''));
    for (const words of said) expect(text).toMatch(words);
  });

  it('[M6.4] stands in the report of the record, and in review.json with all that checks the seal', () => {
    const review = { ...test.review(), zone, package: { ...sealed, at: at('16:00') } };
    const record = reviewToRecord(review, test.workspace, { events: 9, head: 'a'.repeat(64) });
    const text = textOf(reportHtml(record, test.workspace, testHead, ''));
    for (const words of said) expect(text).toMatch(words);
    expect(record.package?.content).toMatchObject({ predictions });
  });
});

describe('flags of a package', () => {
  const told = (flags: number, flagNames?: string[]) => {
    const { flagNames: _, ...rest } = content;
    const ids = content.flags?.slice(0, flags) ?? [];
    const of = { ...rest, flags: ids, ...(flagNames !== undefined && { flagNames }) };
    return fiveFigures(of, zone)
      .slice(2, 3)
      .map(({ figure: big, words }) => `${big} ${words}`)[0];
  };

  it('[M2.5] counts a flag once however often it was turned', () => {
    expect(told(3, ['one-page'])).toBe('1 flag turned, 3 times');
    expect(told(3, ['one-page', 'search'])).toBe('2 flags turned, 3 times in all');
    expect(told(2, ['one-page', 'search'])).toBe('2 flags turned');
    expect(told(0, [])).toBe('0 flags turned');
  });

  it('[M2.5] counts only turns where names were not kept', () => {
    expect(told(3)).toBe('3 turns of flags');
  });
});
