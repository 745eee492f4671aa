import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { median } from '../../shared/analysis/robust.ts';
import { services } from '../../assets/sample/organisation.ts';
import { makeDeliveries } from './carried/carried-files.ts';
import { day, hour, toWall } from './local-time.ts';
import { deadService, sampleAll } from './metric-series.ts';
import { planHistory } from './plan-history.ts';
import { defaultSeed, defaultUntil } from './plan.ts';
import { isFrozen } from './release-days.ts';

const history = planHistory(defaultSeed, defaultUntil);
const sampled = sampleAll(history);

function hashOfFiles(seed: number, zone: string): string {
  const before = process.env.TZ;
  process.env.TZ = zone;
  try {
    expect(new Date(0).getHours()).toBe(zone === 'Asia/Tokyo' ? 9 : 0);
    const hash = createHash('sha256');
    for (const { at, files } of makeDeliveries(planHistory(seed, defaultUntil)))
      for (const file of files) hash.update(JSON.stringify([at, file]));
    return hash.digest('hex');
  } finally {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  }
}

const samplesOf = (service: string, metric: string) =>
  sampled.find((each) => each.metric.service.id === service && each.metric.name === metric)?.samples ?? [];
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const startsOf = (environment: string): readonly number[] =>
  history.releases.flatMap(({ deployments }) =>
    deployments.filter((deployment) => deployment.environment === environment).map(({ startedAt }) => startedAt),
  );

describe('the carried files', () => {
  it('are the same bytes on a machine in another zone, and others under another seed', { timeout: 60_000 }, () => {
    const here = hashOfFiles(defaultSeed, 'UTC');
    expect(hashOfFiles(defaultSeed, 'Asia/Tokyo')).toBe(here);
    expect(hashOfFiles(defaultSeed + 1, 'UTC')).not.toBe(here);
  });

  it('come in two deliveries that overlap by a week, none of it from after its day', () => {
    const [first, second] = makeDeliveries(history);
    const starts = (text: string | undefined): number[] =>
      (text ?? '')
        .split('\n')
        .slice(1)
        .map((line) => Date.parse(line.split(',')[4] ?? ''))
        .filter(Number.isFinite);
    const early = starts(first?.files[0]?.text);
    const late = starts(second?.files[0]?.text);
    expect(second?.at).toBe(defaultUntil);
    expect(early.length).toBeGreaterThan(1000);
    expect(Math.max(...early)).toBeLessThanOrEqual(first?.at ?? 0);
    expect(Math.min(...late)).toBeLessThan(first?.at ?? 0);
    expect(Math.max(...late)).toBeLessThanOrEqual(defaultUntil);
  });
});

describe('the releases', () => {
  it('come in hundreds, every service with its own cadence and ids that occur once', () => {
    for (const { id } of services) {
      const count = history.releases.filter((release) => release.service.id === id).length;
      expect({ id, enough: count > 12 }).toEqual({ id, enough: true });
    }
    const names = history.releases.map(({ service, version }) => `${service.id}@${version}`);
    expect(names.length).toBeGreaterThan(500);
    expect(new Set(names).size).toBe(names.length);
    const shas = history.releases.flatMap(({ commits }) => commits.map(({ sha }) => sha));
    expect(new Set(shas).size).toBe(shas.length);
  });

  it('keep quiet at week-ends and on Fridays', () => {
    const perDay = [0, 0, 0, 0, 0, 0, 0];
    for (const at of startsOf('production')) perDay[toWall(at).weekday] = (perDay[toWall(at).weekday] ?? 0) + 1;
    const [tuesday = 0, friday = 0, saturday = 0, sunday = 0] = [perDay[1], perDay[4], perDay[5], perDay[6]];
    expect(friday).toBeLessThan(tuesday * 0.75);
    expect(saturday + sunday).toBeLessThan(tuesday * 0.35);
    expect(saturday + sunday).toBeGreaterThan(0);
  });

  it('stop for the freezes but for what mends a bad release', () => {
    const regular = history.releases.filter(({ version }) => version.endsWith('.0'));
    const frozen = regular.filter(({ deployments }) =>
      deployments.some(({ environment, startedAt }) => environment === 'production' && isFrozen(startedAt)),
    );
    expect(frozen.length).toBe(0);
  });

  it('follow a bad one with a hotfix more often than not', () => {
    const bad = history.releases.filter(({ trouble, story }) => trouble !== null && story === null);
    expect(bad.length).toBeGreaterThan(20);
    const mended = bad.filter((release) =>
      history.releases.some(
        (other) =>
          other.service === release.service &&
          other.taggedAt > release.taggedAt &&
          other.taggedAt < release.taggedAt + 5 * day &&
          !other.version.endsWith('.0'),
      ),
    );
    expect(mended.length / bad.length).toBeGreaterThan(0.5);
  });

  it('never finish before they start, and runtime never completes before it begins', () => {
    for (const { deployments } of history.releases)
      for (const { startedAt, finishedAt, runtime } of deployments) {
        expect(finishedAt ?? startedAt).toBeGreaterThanOrEqual(startedAt);
        if (runtime !== null)
          expect(runtime.completeAt ?? runtime.firstSeenAt).toBeGreaterThanOrEqual(runtime.firstSeenAt);
      }
  });
});

describe('the metric series', () => {
  it('breathe by day and by week', () => {
    const recent = samplesOf('booking', 'request_rate').filter(([time]) => time > defaultUntil - 300 * day);
    const at = (fits: (wall: ReturnType<typeof toWall>) => boolean): number =>
      mean(recent.filter(([time]) => fits(toWall(time))).map(([, value]) => value));
    expect(at(({ hour }) => hour === 10)).toBeGreaterThan(3 * at(({ hour }) => hour === 3));
    const weekend = at(({ weekday }) => weekday === 5) / at(({ weekday }) => weekday < 4);
    expect(weekend).toBeGreaterThan(0.72);
    expect(weekend).toBeLessThan(0.92);
  });

  it('show the drift minutes after the runtime switched and not before', () => {
    const live =
      history.story('drift').deployments.find(({ environment }) => environment === 'production')?.runtime?.completeAt ??
      0;
    const values = (from: number, to: number) =>
      samplesOf('fares', 'p95_latency')
        .filter(([time]) => time > from && time <= to)
        .map(([, value]) => value);
    const usual = values(live - 14 * day, live);
    const centre = median(usual) ?? 0;
    const mad = median(usual.map((value) => Math.abs(value - centre))) ?? 0;
    const after = median(values(live + 8 * 60_000, live + 45 * 60_000)) ?? 0;
    expect(after).toBeGreaterThan(centre + 3 * mad);
    expect(median(values(live - hour, live))).toBeLessThan(centre + 3 * mad);
    expect(median(values(live + 2 * hour, live + 3 * hour))).toBeLessThan(centre + 3 * mad);
  });

  it('have holes and one source that fell silent, and no zeros in their place', () => {
    const dead = samplesOf(deadService, 'p95_latency').at(-1)?.[0] ?? 0;
    expect(dead).toBeLessThan(defaultUntil - 3 * day);
    expect(dead).toBeGreaterThan(defaultUntil - 4 * day);
    const steps = samplesOf('accounts', 'p95_latency').map(
      ([time], index, all) => time - (all[index - 1]?.[0] ?? time),
    );
    expect(Math.max(...steps)).toBeGreaterThan(24 * hour);
    expect(samplesOf('accounts', 'p95_latency').every(([, value]) => value > 0)).toBe(true);
  });
});

describe('the release whose clocks disagree', () => {
  it('was done for CI over an hour before the last instance ran it', () => {
    const production = history.story('late').deployments.find(({ environment }) => environment === 'production');
    const lag = (production?.runtime?.completeAt ?? 0) - (production?.finishedAt ?? 0);
    expect(lag).toBeGreaterThan(hour);
    expect(lag).toBeLessThan(2 * hour);
  });
});
