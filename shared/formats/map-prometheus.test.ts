import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalMetric } from './metric-labels.ts';
import { runsOf } from './sighting-runs.ts';
import { readText, refusalOf, rowsOf, testNow } from './test-reading.ts';

const t0 = Date.UTC(2026, 2, 16, 10) / 1000;
const answer = (result: unknown, more: object = {}, resultType = 'matrix'): string =>
  JSON.stringify({ status: 'success', data: { resultType, result }, ...more });
const buildInfo = (instance: string, version: string, times: readonly number[]): object => ({
  metric: { __name__: 'app_build_info', app: 'checkout', env: 'prod', instance, version },
  values: times.map((time) => [t0 + time, '1']),
});

describe('saved answers of Prometheus', () => {
  it('[I45] takes a matrix, with warnings beside it, into series named by their labels', () => {
    const text = answer(
      [
        {
          metric: { __name__: 'http_request_duration_seconds_sum', job: 'checkout', code: '500', path: '/pay' },
          values: [
            [t0 + 0.781, '1.5'],
            [t0 + 15, '3e-2'],
          ],
        },
      ],
      { warnings: ['one store did not answer'] },
    );
    for (const piece of [1, 7, 100_000]) {
      const reading = readText('answer.json', text, { piece });
      expect([reading.format, reading.why]).toEqual(['prometheus', 'resultType "matrix" is an answer of Prometheus']);
      const series = 'checkout/http_request_duration_seconds_sum{code=500,path=/pay}/production';
      expect(reading.samples).toEqual([
        { series, unit: 'seconds', time: t0 * 1000 + 781, value: 1.5 },
        { series, unit: 'seconds', time: t0 * 1000 + 15_000, value: 0.03 },
      ]);
    }
  });

  it('[I45] takes a vector, an empty answer and a native histogram', () => {
    const vector = readText('now.json', answer([{ metric: {}, value: [t0, '7'] }], {}, 'vector'), {
      mapping: { columns: {}, constants: { service: 'pay', metric: 'error_rate' } },
    });
    expect(vector.samples).toEqual([{ series: 'pay/error_rate/production', unit: '', time: t0 * 1000, value: 7 }]);
    expect(readText('none.json', answer([])).samples).toEqual([]);
    const histogram = {
      metric: { __name__: 'lag', app: 'a' },
      histograms: [[t0, { count: '4', sum: '2', buckets: [] }]],
    };
    expect(readText('h.json', answer([histogram])).samples.map(({ series, value }) => [series, value])).toEqual([
      ['a/lag_count/production', 4],
      ['a/lag_sum/production', 2],
    ]);
  });

  it('[I45] reads service, environment and instance from the labels a mapping names', () => {
    const metric = { __name__: 'up', job: 'x', component: 'Pay API', zone: 'eu' };
    const mapping = { columns: { service: 'component', environment: 'zone' }, constants: {} };
    const [sample] = readText('u.json', answer([{ metric, value: [t0, '1'] }], {}, 'vector'), { mapping }).samples;
    expect(sample?.series).toBe('pay-api/up{job=x}/eu');
  });

  it('[I52] NaN and infinity are no samples; they are counted, said, and no bad record', () => {
    const values = ['NaN', '+Inf', '-Inf', '2'].map((value, index) => [t0 + index, value]);
    const reading = readText('p99.json', answer([{ metric: { __name__: 'p99', app: 'a' }, values }]));
    expect(reading.samples.map(({ value }) => value)).toEqual([2]);
    expect(reading.faults).toEqual([]);
    expect(reading.notes.map(({ code, message }) => [code, message.slice(0, 33)])).toEqual([
      ['not-finite', '3 values are NaN or infinite, whi'],
    ]);
  });

  it('[I45] one fault per series says how many samples are out of range or no samples', () => {
    const inMs = {
      metric: { __name__: 'a', app: 's' },
      values: [
        [t0 * 1000, '1'],
        [t0 * 1000 + 1, '1'],
      ],
    };
    const mixed = { metric: { __name__: 'b', app: 's' }, values: [[t0, 'x'], [t0, '1'], 'no', [t0 - 4e9, '1']] };
    const reading = readText('bad.json', answer([inMs, mixed, { metric: 7, values: [] }]));
    expect(reading.samples).toHaveLength(1);
    expect(reading.faults.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'bad-samples a',
      'bad-samples b',
      'wrong-type metric',
    ]);
    expect(reading.faults[0]?.message).toContain('2 of 2 samples cannot be taken; the first');
    expect(reading.faults[1]?.message).toContain('3 of 4');
  });

  it('[I52] an error, a scalar and a string are refused with what Prometheus said', () => {
    const error = { status: 'error', errorType: 'bad_data', error: 'exceeded maximum resolution of 11,000 points' };
    expect(refusalOf('e.json', JSON.stringify(error))).toBe(
      'Prometheus answered with an error, so there is nothing to take: bad_data: exceeded maximum resolution of 11,000 points',
    );
    expect(refusalOf('s.json', answer([t0, '1'], {}, 'scalar'))).toContain('holds a scalar, not series');
    expect(refusalOf('m.json', answer([buildInfo('i1', '1.0', [0])]))).toBeNull();
  });

  it('[I45] a name with all its labels is short and no two label sets share it', () => {
    expect(canonicalMetric('up', { job: 'a', empty: '' })).toBe('up{job=a}');
    const labels = fc.dictionary(fc.stringMatching(/^[a-c]{1,3}$/), fc.string({ maxLength: 60, minLength: 1 }), {
      maxKeys: 3,
      noNullPrototype: true,
    });
    fc.assert(
      fc.property(labels, labels, (a, b) => {
        const [one, two] = [canonicalMetric('m', a), canonicalMetric('m', b)];
        expect(one).toMatch(/^[\x21-\x7E]{1,90}$/);
        const sorted = (each: object): string =>
          JSON.stringify(Object.entries(each).toSorted(([x], [y]) => (x < y ? -1 : 1)));
        expect(one === two).toBe(sorted(a) === sorted(b));
      }),
    );
  });
});

describe('sightings from version labels', () => {
  const every = (from: number, to: number, step = 15): number[] =>
    Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);

  it('[I46] the switch of an instance lies between the last old and the first new sample', () => {
    const start = { __name__: 'process_start_time_seconds', app: 'checkout', env: 'prod', instance: 'i1' };
    const reading = readText(
      'versions.json',
      answer([
        buildInfo('i1', '1.0', every(0, 300)),
        buildInfo('i1', '1.1', every(315, 600)),
        buildInfo('i2', '1.0', every(7, 607)),
        {
          metric: start,
          values: [
            [t0 + 300, String(t0 - 9000)],
            [t0 + 315, String(t0 + 304.5)],
          ],
        },
      ]),
    );
    expect(reading.notes).toEqual([]);
    const rows = rowsOf(reading, 'sighting').toSorted((a, b) => a.firstNewAt - b.firstNewAt);
    const short = rows.map((row) => [
      row.instance,
      row.version,
      row.lastOldAt === null ? null : row.lastOldAt / 1000 - t0,
      row.firstNewAt / 1000 - t0,
      row.lastSeenAt / 1000 - t0,
      row.startedAt === null ? null : row.startedAt / 1000 - t0,
    ]);
    expect(short).toEqual([
      ['i1', '1.0', null, 0, 300, -9000],
      ['i2', '1.0', null, 7, 607, null],
      ['i1', '1.1', 300, 315, 600, 304.5],
    ]);
    expect(
      rows.map(({ intervalMs, clockErrorMs, service, environment }) => [
        intervalMs,
        clockErrorMs,
        service,
        environment,
      ]),
    ).toEqual(Array.from({ length: 3 }, () => [15_000, 0, 'checkout', 'prod']));
    expect(reading.samples.map(({ series }) => series)).toEqual(
      Array.from({ length: 2 }, () => 'checkout/process_start_time_seconds{instance=i1}/prod'),
    );
  });

  it('[I46] a gap in the scrapes widens the bracket; a version that comes back is a new run', () => {
    const gap = new Map([
      ['1.0', [...every(0, 60), ...every(900, 960)]],
      ['1.1', every(600, 660)],
    ]);
    expect(runsOf(gap)).toEqual({
      overlaps: false,
      intervalMs: 15,
      runs: [
        { version: '1.0', lastOldAt: null, firstNewAt: 0, lastSeenAt: 60 },
        { version: '1.1', lastOldAt: 60, firstNewAt: 600, lastSeenAt: 660 },
        { version: '1.0', lastOldAt: 660, firstNewAt: 900, lastSeenAt: 960 },
      ],
    });
  });

  it('[I46] samples that query_range moved are told: two versions at a moment, and one grid for all instances', () => {
    const twice = readText(
      'range.json',
      answer([buildInfo('i1', '1.0', every(0, 300)), buildInfo('i1', '1.1', every(180, 600))]),
    );
    expect(twice.notes.map(({ code }) => code)).toEqual(['restamped']);
    const rows = rowsOf(twice, 'sighting');
    expect(
      rows.map(({ version, lastOldAt, firstNewAt, clockErrorMs }) => [version, lastOldAt, firstNewAt, clockErrorMs]),
    ).toEqual([
      ['1.0', null, t0 * 1000, 300_000],
      ['1.1', (t0 + 165) * 1000, (t0 + 180) * 1000, 300_000],
    ]);
    const grid = readText(
      'grid.json',
      answer([buildInfo('i1', '1.0', every(0, 300)), buildInfo('i2', '1.0', every(0, 300))]),
    );
    expect(grid.notes[0]?.message).toContain('lie on one grid of times, as query_range makes it');
    expect(rowsOf(grid, 'sighting').map(({ clockErrorMs }) => clockErrorMs)).toEqual([0, 0]);
  });

  it('[I46] a mapping names the version label; a version without an instance and the compiler make no sighting', () => {
    const metric = { __name__: 'up', app: 'pay', pod: 'pay-7', image: '2.1' };
    const mapped = readText('u.json', answer([{ metric, values: [[t0, '1']] }]), {
      mapping: { columns: { version: 'image' }, constants: {} },
    });
    expect([rowsOf(mapped, 'sighting').length, mapped.samples.length]).toEqual([1, 1]);
    const others = answer([
      { metric: { __name__: 'go_build_info', app: 'pay', instance: 'i', version: '(devel)' }, values: [[t0, '1']] },
      { metric: { __name__: 'app_build_info', app: 'pay', version: '2.1' }, values: [[t0, '1']] },
    ]);
    expect(readText('o.json', others).rows).toEqual([]);
  });

  it('[I46] no moment is lost: the runs of an instance follow each other and hold every sample', () => {
    const times = fc.uniqueArray(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('1', '2', '3'), times, { minKeys: 1, noNullPrototype: true }),
        (seen) => {
          const { runs } = runsOf(new Map(Object.entries(seen)));
          const all = Object.values(seen)
            .flat()
            .toSorted((a, b) => a - b);
          expect([runs[0]?.firstNewAt, runs.at(-1)?.lastSeenAt]).toEqual([all[0], all.at(-1)]);
          runs.slice(1).forEach((run, index) => {
            const before = runs[index];
            expect(run.lastOldAt).toBe(before?.lastSeenAt);
            expect(run.version).not.toBe(before?.version);
            expect(run.firstNewAt).toBeGreaterThan(run.lastOldAt ?? Infinity);
            expect(seen[run.version]).toContain(run.firstNewAt);
          });
        },
      ),
    );
  });
});

it('[I45] samples after now are refused, those within the skew are not', () => {
  const late = testNow / 1000;
  const values = [
    [late + 599, '1'],
    [late + 601, '1'],
  ];
  const reading = readText('f.json', answer([{ metric: { __name__: 'a', app: 's' }, values }]));
  expect([reading.samples.length, reading.faults[0]?.message.includes('1 of 2')]).toEqual([1, true]);
});
