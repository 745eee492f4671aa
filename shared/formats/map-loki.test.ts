import { describe, expect, it } from 'vitest';
import { readText, refusalOf, rowsOf } from './test-reading.ts';

const at = Date.UTC(2026, 2, 16, 10);
const nanos = (ms: number): string => `${ms}123456`;

describe('answers of Loki, replayed', () => {
  const stream = { service_name: 'checkout', env: 'prod', pod: 'checkout-7' };
  const answer = (values: readonly unknown[], labels: object = stream): string =>
    JSON.stringify({
      status: 'success',
      data: {
        resultType: 'streams',
        result: [{ stream: labels, values }],
        stats: { summary: { totalLinesProcessed: 4 } },
      },
    });

  it('[I51] counts streams backwards or forwards; levels from labels, metadata, JSON or the text', () => {
    const text = answer([
      [nanos(at + 61_000), 'level=error msg="no card"'],
      [nanos(at + 2000), '{"level":"error","msg":"order 7 failed"}'],
      [nanos(at + 1000), 'order 6 failed', { detected_level: 'error' }],
      [nanos(at), 'ERROR in words only', { detected_level: 'info' }],
    ]);
    const reading = readText('loki.json', text);
    expect([reading.format, reading.why, reading.faults]).toEqual([
      'loki',
      'the records are streams of Loki: stream with labels, values with nanoseconds',
      [],
    ]);
    const [row] = rowsOf(reading, 'log');
    expect([row?.service, row?.environment, row?.lines, row?.errors, row?.bytes.end]).toEqual([
      'checkout',
      'prod',
      4,
      3,
      text.length,
    ]);
    expect(row?.perMinute.map(({ at, lines, errors }) => [at, lines, errors])).toEqual([
      [at, 3, 2],
      [at + 60_000, 1, 1],
    ]);
    expect(row?.templates[0]).toEqual({ template: 'order <n> failed', count: 2, errors: 2 });
  });

  it('[I51] values that are none are one fault of their stream; a metric query is an answer of Prometheus', () => {
    const reading = readText('loki.json', answer([[at, 'in ms'], ['x', 'y'], [nanos(at), 'good'], [nanos(at)]]));
    expect(rowsOf(reading, 'log')[0]?.lines).toBe(1);
    expect(reading.faults[0]?.message).toContain('3 of 4 entries cannot be taken; the first: 1970-01-01');
    const matrix = {
      status: 'success',
      data: { resultType: 'matrix', result: [{ metric: stream, values: [[at / 1000, '4']] }] },
    };
    expect(readText('rate.json', JSON.stringify(matrix)).format).toBe('prometheus');
  });
});

describe('answers of Elasticsearch and OpenSearch, replayed', () => {
  const hit = (source: object): object => ({
    _index: 'logs-2026.03',
    _id: 'x',
    _score: null,
    _source: source,
    sort: [at],
  });
  const iso = new Date(at).toISOString();
  const hits = [
    hit({
      '@timestamp': iso,
      message: 'paid 7',
      log: { level: 'info' },
      service: { name: 'checkout', environment: 'prod' },
    }),
    hit({
      '@timestamp': iso,
      message: 'boom',
      'log.level': 'ERROR',
      service: { name: 'checkout', environment: 'prod' },
    }),
    hit({ message: 'no time' }),
  ];
  const answer = {
    took: 3,
    timed_out: false,
    _shards: { total: 1, failed: 0 },
    hits: { total: { value: 3, relation: 'eq' }, max_score: null, hits },
  };

  it('[I51] counts hits, in an answer of any layout or one on each line', () => {
    const lines = `${hits.map((each) => JSON.stringify(each)).join('\n')}\n`;
    for (const text of [JSON.stringify(answer), JSON.stringify(answer, null, 2), lines]) {
      const reading = readText('hits.json', text, { piece: 17 });
      expect([reading.format, reading.faults.map(({ code }) => code)]).toEqual(['elasticsearch', ['missing-value']]);
      const rows = rowsOf(reading, 'log').map(({ service, environment, lines, errors }) => [
        service,
        environment,
        lines,
        errors,
      ]);
      expect(rows).toEqual([['checkout', 'prod', 2, 1]]);
    }
  });

  it('[I52] an error is refused with its reason; an answer cut off keeps the hits before', () => {
    const error = { error: { type: 'index_not_found_exception', reason: 'no such index [logs]' }, status: 404 };
    expect(refusalOf('e.json', JSON.stringify(error))).toContain('no such index [logs]');
    const text = JSON.stringify(answer);
    const reading = readText('cut.json', text.slice(0, text.indexOf('boom')));
    expect([rowsOf(reading, 'log')[0]?.lines, reading.faults.map(({ code }) => code)]).toEqual([1, ['truncated']]);
  });
});
