import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExpositionLine } from './openmetrics-line.ts';
import { readText, refusalOf, rowsOf } from './test-reading.ts';

const at = Date.UTC(2026, 2, 16, 10);
const s = at / 1000;
const exposition = `# HELP http_requests The total number of requests.
# TYPE http_requests counter
http_requests_total{app="shop",code="200",path="C:\\\\dir \\"x\\"\\n"} 1027 ${s}
http_requests_total{app="shop",code="200",path="C:\\\\dir \\"x\\"\\n"} 3 ${s + 60}.5 # {trace_id="KOO5S4vxi0o"} 0.67
http_requests_created{app="shop",code="200"} 1520430000.123
# TYPE request_latency histogram
# UNIT request_latency seconds
request_latency_bucket{app="shop",le="+Inf"} 17 ${s}
request_latency_sum{app="shop"} 324789.3 ${s}
request_latency_count{app="shop"} 17 ${s}
# TYPE rpc summary
rpc{app="shop",quantile="0.99"} NaN ${s}
# TYPE app_build info
app_build_info{app="shop",instance="i1",version="4.1"} 1 ${s}
app_build_info{app="shop",instance="i1",version="4.2"} 1 ${s + 15}
# EOF
`;

describe('OpenMetrics and Prometheus text', () => {
  it('[I47] reads counters that reset, histograms, summaries, units, escapes and sightings; passes over exemplars', () => {
    for (const piece of [1, 13, 100_000]) {
      const reading = readText('metrics.txt', exposition, { piece });
      expect([reading.format, reading.faults]).toEqual(['openmetrics', []]);
      expect(reading.why).toContain('# HELP http_requests The total');
      const counter = 'shop/http_requests_total{code=200,path=';
      expect(
        reading.samples.map(({ series, unit, time, value }) => [series.slice(0, 39), unit, time - at, value]),
      ).toEqual([
        [counter, '', 0, 1027],
        [counter, '', 60_500, 3],
        ['shop/request_latency_bucket{le=+Inf}/pr', 'seconds', 0, 17],
        ['shop/request_latency_sum/production', 'seconds', 0, 324_789.3],
        ['shop/request_latency_count/production', 'seconds', 0, 17],
      ]);
      expect(
        rowsOf(reading, 'sighting').map(({ version, lastOldAt, firstNewAt }) => [version, lastOldAt, firstNewAt]),
      ).toEqual([
        ['4.1', null, at],
        ['4.2', at, at + 15_000],
      ]);
      expect(reading.notes.map(({ code }) => code)).toEqual(['not-finite']);
    }
  });

  it('[I47] times are seconds or milliseconds by their size; others are refused', () => {
    const lines = [s, at, `${s}000000000`, 12, s + 9e8].map((time) => `up{app="a"} 1 ${time}`);
    const reading = readText('up.prom', `${lines.join('\n')}\n`);
    expect(reading.samples.map(({ time }) => time)).toEqual([at, at]);
    expect(reading.faults.map(({ code }) => code)).toEqual(['bad-time', 'time-out-of-range', 'time-out-of-range']);
  });

  it('[I52] a text without times is refused until a mapping says when it was read', () => {
    const text = '# TYPE up gauge\nup{app="a"} 1\n';
    expect(refusalOf('up.txt', text)).toContain('The samples have no times');
    const mapping = { columns: {}, constants: { at: '2026-03-16T10:00:00Z' } };
    expect(refusalOf('up.txt', text, mapping)).toBeNull();
    expect(readText('up.txt', text, { mapping }).samples.map(({ time }) => time)).toEqual([at]);
  });

  it('[I47] a broken line costs that line and says where; a missing # EOF is told', () => {
    const text = `# TYPE up gauge\n# UNIT up ratio\nup{app="a",app="b"} 1 ${s}\nup{app=a} 1 ${s}\nup{app="a"} x\nup{app="a"} 1 ${s} 2\n\0\nup{app="a"} 1 ${s}\nup{app="`;
    const reading = readText('up.txt', text);
    expect(reading.samples).toHaveLength(1);
    expect(reading.faults.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'malformed-line: a label is given twice',
      "malformed-line: a label's value in quotes was expected at character 8",
      'malformed-line: a value was expected at character 13',
      'malformed-line: after the value only a timestamp may stand',
      'nul-byte: the line holds NUL characters',
      "malformed-line: a label's value in quotes was expected at character 8",
    ]);
    expect(reading.notes.map(({ code }) => code)).toEqual(['truncated']);
    const after = readText('e.txt', `# TYPE up gauge\nup{app="a"} 1 ${s}\n# EOF\nup{app="a"} 2 ${s + 1}\n`);
    expect(after.faults[0]?.message).toContain('stands after # EOF');
  });

  it('[I47] any metric that is written is read back', () => {
    const name = fc.stringMatching(/^[A-Za-z_:][A-Za-z0-9_:]{0,12}$/);
    const label = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,8}$/);
    const text = fc.string({ unit: fc.constantFrom('a', '\\', '"', '\n', '#', '{', '}', ',', ' ', 'ü', 'n') });
    const escaped = (value: string): string => value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
    fc.assert(
      fc.property(
        name,
        fc.dictionary(label, text, { noNullPrototype: true }),
        fc.double({ noNaN: true }),
        fc.boolean(),
        (name, labels, value, quoted) => {
          const pairs = Object.entries(labels).map(([key, each]) => `${quoted ? `"${key}"` : key}="${escaped(each)}"`);
          const number = Number.isFinite(value) ? String(value) : value > 0 ? '+Inf' : '-Inf';
          const line = quoted
            ? `{${[`"${name}"`, ...pairs].join(', ')}} ${number} 1.5`
            : `${name}{${pairs.join(',')}}  ${number}\t1.5`;
          const parsed = parseExpositionLine(line);
          if (!parsed.ok || parsed.value.kind !== 'sample') throw new Error(JSON.stringify([line, parsed]));
          const { sample } = parsed.value;
          expect([sample.name, sample.labels, sample.value, sample.timestamp]).toEqual([name, labels, number, '1.5']);
        },
      ),
    );
  });

  it('[I47] no line makes the parser fail', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('ab{}",=\\# 1.eN\t')) }), (line) => {
        expect(typeof parseExpositionLine(line).ok).toBe('boolean');
      }),
      { numRuns: 500 },
    );
  });

  it('[I26] other texts are not taken for metrics', () => {
    const detect = (name: string, text: string): string => {
      try {
        return readText(name, text).format;
      } catch (error) {
        return String(error);
      }
    };
    expect(detect('notes.md', '# TYPE up gauge\nup 1\n')).not.toBe('openmetrics');
    expect(detect('x.txt', 'a,b\n1,2\n')).toContain('table');
  });
});
