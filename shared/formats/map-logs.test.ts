import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashText } from './hash-text.ts';
import { templateOf } from './log-template.ts';
import { parsePattern, readLineTime } from './log-time.ts';
import { readText, refusalOf, rowsOf, type Reading } from './test-reading.ts';
import { utf8Length } from './text-reader.ts';

const utc = { columns: {}, constants: { service: 'pay', year: '2026' }, zone: 'UTC' };
const log = `2026-03-16 10:00:01,123 INFO  [main] c.e.Pay - started in 312 ms
2026-03-16 10:00:02,001 ERROR [http-1] c.e.Pay - order 4711 of "Ada" failed
java.lang.IllegalStateException: no card
\tat com.example.Pay.run(Pay.java:12)

Caused by: java.io.IOException: ERROR 7
2026-03-16 10:01:59,900 WARN [http-2] c.e.Pay - slow: 1.5 s for /srv/pay/cache/7.bin
`;
const only = (reading: Reading) => {
  const [row, ...more] = rowsOf(reading, 'log');
  if (row === undefined || more.length > 0) throw new Error(`${more.length + 1} rows`);
  return row;
};

describe('logs of text lines', () => {
  it('[I49] counts entries and errors by minute; a stack trace belongs to the entry before', () => {
    const reading = readText('pay.log', log, { mapping: utc, piece: 11 });
    expect([reading.format, reading.why, reading.faults]).toEqual([
      'logs',
      'the first of its lines that has a time writes it as ISO 8601',
      [],
    ]);
    const row = only(reading);
    const minute = Date.UTC(2026, 2, 16, 10);
    expect([row.service, row.lines, row.errors, row.from, row.to]).toEqual([
      'pay',
      3,
      1,
      minute + 1123,
      minute + 119_900,
    ]);
    expect(row.perMinute).toEqual([
      { at: minute, lines: 2, errors: 1 },
      { at: minute + 60_000, lines: 1, errors: 0 },
    ]);
    expect(row.templates.map(({ template }) => template)).toEqual([
      'ERROR [http-<n>] c.e.Pay - order <n> of <text> failed',
      'INFO [main] c.e.Pay - started in <n> ms',
      'WARN [http-<n>] c.e.Pay - slow: <n> s for <path>',
    ]);
  });

  it('[I49] knows the common ways to write a line and which of them are errors', () => {
    const lines: readonly (readonly [string, string, boolean | null])[] = [
      [
        '203.0.113.9 - ada [16/Mar/2026:11:00:00 +0100] "GET /pay/77?x=1 HTTP/1.1" 502 12 "-" "curl"',
        'access log of nginx or Apache',
        true,
      ],
      [
        '203.0.113.9 - - [16/Mar/2026:10:00:00 +0000] "GET /pay HTTP/1.1" 200 12 "-" "curl"',
        'access log of nginx or Apache',
        false,
      ],
      ['2026/03/16 10:00:00 [error] 7#7: *1 connect() failed', 'date with slashes', null],
      ['[Mon Mar 16 10:00:00.123456 2026] [core:error] [pid 7] AH00126', 'error log of Apache', null],
      ['<11>1 2026-03-16T10:00:00.003Z host app 12 ID47 - boom', 'syslog (RFC 5424)', true],
      ['<34>Mar 16 10:00:00 host su: failed', 'syslog (RFC 3164)', true],
      ['Mar  6 10:00:00 host cron[1]: ran', 'syslog (RFC 3164)', false],
      ['E0316 10:00:00.123456   1 main.go:7] boom', 'klog', true],
      ['16 Mar 2026 10:00:00,123 ERROR boom', 'day and month name', null],
      ['1773655200.123 TCP_MISS/200', 'seconds or milliseconds since 1970', null],
      ['ts=2026-03-16T10:00:00Z level=error msg="boom"', 'ISO 8601', null],
      ['2026-03-16T10:00:00.123456789Z stderr F ERROR boom', 'ISO 8601', null],
    ];
    expect(lines.map(([line]) => [readLineTime(line, [])?.style, readLineTime(line, [])?.isError])).toEqual(
      lines.map(([, style, isError]) => [style, isError]),
    );
    const row = only(readText('a.log', `${lines.map(([line]) => line).join('\n')}\n`, { mapping: utc }));
    expect([row.lines, row.errors]).toEqual([12, 9]);
    expect(row.templates.map(({ template }) => template)).toContain('GET /pay/<id> 502');
  });

  it('[I50] the excerpt is its bytes in the file, wherever they are cut, with a byte order mark, CRLF and empty lines', () => {
    const line = fc.constantFrom('2026-03-16T10:00:00Z ok ü€😀', '2026-03-16T10:00:01Z x', '', '  ', '\tat y', 'é');
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 8 }),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        fc.boolean(),
        fc.integer({ min: 1, max: 40 }),
        (lines, end, marked, ended, piece) => {
          const text = `${marked ? '\uFEFF' : ''}2026-03-16T10:00:00Z first${end}${lines.join(end)}${ended ? end : ''}`;
          const row = only(readText('x.log', text, { piece }));
          const bytes = new TextEncoder().encode(text);
          const excerpt = new TextDecoder('utf-8', { ignoreBOM: true }).decode(
            bytes.subarray(row.bytes.start, row.bytes.end),
          );
          expect(excerpt.startsWith('2026')).toBe(true);
          expect(row.sha256).toBe(hashText(excerpt));
          expect(excerpt.trimEnd()).toBe(text.replace('\uFEFF', '').trimEnd());
        },
      ),
    );
  });

  it('[I50] a hole in the file parts the excerpt; after a line that is not UTF-8 no place is claimed', () => {
    const huge = `2026-03-16T10:00:01Z ${'x'.repeat(10 * 1024 * 1024)}`;
    const text = `2026-03-16T10:00:00Z a\n${huge}\n2026-03-16T10:00:02Z b\n`;
    const rows = rowsOf(readText('x.log', text), 'log');
    expect(rows.map(({ lines, bytes, sha256 }) => [lines, bytes.start, sha256])).toEqual([
      [1, 0, hashText('2026-03-16T10:00:00Z a')],
      [1, utf8Length(huge) + 24, hashText('2026-03-16T10:00:02Z b')],
    ]);
    const broken = readText('x.log', '2026-03-16T10:00:00Z a\n2026-03-16T10:00:01Z \uFFFD\n2026-03-16T10:00:02Z b\n');
    expect(only(broken).lines).toBe(1);
    expect(broken.faults.map(({ code, message }) => `${code}: ${message.slice(0, 12)}`)).toEqual([
      'bad-encoding: the line is ',
      'bad-encoding: 1 lines afte',
    ]);
  });

  it('[I49] more than two days of minutes make several rows that lose nothing', () => {
    const start = Date.UTC(2026, 2, 10);
    const text = Array.from(
      { length: 6000 },
      (_, index) => `${new Date(start + index * 60_000).toISOString()} tick ${index}\n`,
    ).join('');
    const rows = rowsOf(readText('x.log', text), 'log');
    expect(rows.map(({ lines, perMinute }) => [lines, perMinute.length])).toEqual([
      [2880, 2880],
      [2880, 2880],
      [240, 240],
    ]);
    expect(rows.map(({ bytes }) => hashText(text.slice(bytes.start, bytes.end)))).toEqual(
      rows.map(({ sha256 }) => sha256),
    );
    expect(rows[1]?.bytes.start).toBe((rows[0]?.bytes.end ?? 0) + 1);
  });

  it('[I49] a line that cannot be taken costs that line: no zone, out of range, NUL, before the first entry', () => {
    const text =
      '2026-03-16T10:00:00Z a\n2026-03-16 10:00:01 no zone\n2031-03-16T10:00:02Z late\n2026-03-16T10:00:03Z \0\n2026-02-30T10:00:00Z b\n';
    const reading = readText('x.log', text);
    expect([only(reading).lines, reading.faults.map(({ code }) => code)]).toEqual([
      1,
      ['zone-needed', 'time-out-of-range', 'nul-byte', 'bad-time'],
    ]);
    expect(readText('x.log', 'banner\n2026-03-16T10:00:00Z a\n').faults.map(({ code }) => code)).toEqual(['no-time']);
  });

  it('[I52] a log without a zone or a year is asked for it from its head', () => {
    expect(refusalOf('x.log', '2026-03-16 10:00:00 INFO a\n')).toContain('no time zone');
    expect(refusalOf('syslog', 'Mar 16 10:00:00 host a: b\n', { columns: {}, constants: {}, zone: 'UTC' })).toContain(
      'constant "year"',
    );
    expect(refusalOf('syslog', 'Mar 16 10:00:00 host a: b\n', utc)).toBeNull();
  });

  it('[I49] the year goes on after December, and the repeated hour in the order of the lines', () => {
    const mapping = { ...utc, constants: { service: 'pay', year: '2025' } };
    const year = only(readText('syslog', 'Dec 31 23:59:59 h a: b\nJan  1 00:00:01 h a: b\n', { mapping }));
    expect([year.from, year.to]).toEqual([Date.UTC(2025, 11, 31, 23, 59, 59), Date.UTC(2026, 0, 1, 0, 0, 1)]);
    const times = ['01:59:00', '02:30:00', '02:59:00', '02:10:00', '03:00:00'].map(
      (clock) => `2025-10-26 ${clock} INFO x\n`,
    );
    const hour = only(readText('x.log', times.join(''), { mapping: { ...utc, zone: 'Europe/Berlin' } }));
    expect(hour.perMinute.map(({ at }) => new Date(at).toISOString().slice(11, 16))).toEqual([
      '23:59',
      '00:30',
      '00:59',
      '01:10',
      '02:00',
    ]);
  });

  it('[I49] a mapping gives a pattern where none is known; a bad one is said so', () => {
    const mapping = { ...utc, constants: { ...utc.constants, pattern: '*|dd.MM.yyyy HH:mm:ss|' } };
    const row = only(readText('x.txt', 'web 1|16.03.2026 10:00:00|ERROR boom 7\n', { mapping, format: 'logs' }));
    expect([row.from, row.errors, row.templates[0]?.template]).toEqual([
      Date.UTC(2026, 2, 16, 10),
      1,
      'ERROR boom <n>',
    ]);
    expect(['HH:mm:ss', 'yyyy-MM-dd', 'MM MM dd HH:mm:ss', '***MM-dd HH:mm:ss'].map(parsePattern)).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});

describe('logs of JSON lines', () => {
  const line = (more: object): string =>
    JSON.stringify({ time: '2026-03-16T10:00:00Z', level: 'info', msg: 'paid 7', ...more });

  it('[I49] reads time, level, message, service and environment; services are counted apart', () => {
    const text = `${line({ service: 'Pay' })}\n${line({ service: { name: 'cart' }, level: 50, env: 'Staging' })}\n${line({ service: 'Pay', level: 'ERROR' })}\n{"time":"2026-03-\n`;
    const reading = readText('app.ndjson', text);
    expect([reading.format, reading.why]).toEqual([
      'logs',
      'each line is a JSON object with a time, a message and a level',
    ]);
    const rows = rowsOf(reading, 'log').map(({ service, environment, lines, errors }) => [
      service,
      environment,
      lines,
      errors,
    ]);
    expect(rows).toEqual([
      ['pay', 'production', 2, 1],
      ['cart', 'staging', 1, 1],
    ]);
    expect(reading.faults.map(({ code }) => code)).toEqual(['malformed-json']);
  });

  it('[I49] times in seconds and milliseconds are read, in nanoseconds refused; docker logs have a stream', () => {
    const at = Date.UTC(2026, 2, 16, 10);
    const epochs = readText(
      'z.log',
      [at / 1000 + 0.5, at, `${at}000000`].map((time) => `${line({ time })}\n`).join(''),
    );
    expect([only(epochs).lines, epochs.faults.map(({ code }) => code)]).toEqual([2, ['bad-time']]);
    const docker = '{"log":"ERROR boom\\n","stream":"stderr","time":"2026-03-16T10:00:00.123456789Z"}\n';
    expect(only(readText('c-json.log', docker)).errors).toBe(1);
  });
});

describe('templates', () => {
  it('[I49] mask numbers, hex, ids, quoted texts, paths and addresses, and are short', () => {
    expect(
      templateOf(
        "user ada@example.org 10.0.0.7 at 0xdeadBEEF 3f2504e0-4f89-11d3-9a0c-0305e82c3301 'a b' /var/log/x 4d5e6f7a in 1.5s",
      ),
    ).toBe('user <address> <n> at <hex> <id> <text> <path> <hex> in <n>s');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
        const template = templateOf(text);
        expect(template.length).toBeGreaterThan(0);
        expect(template.length).toBeLessThanOrEqual(300);
        expect(template).not.toMatch(/\d/);
      }),
    );
  });
});
