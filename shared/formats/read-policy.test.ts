import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pathText } from '../domain/policy/policy-fault.ts';
import { standardPolicy } from '../domain/policy/standard-policy.ts';
import { anyPolicy } from '../domain/policy/test-policies.ts';
import { nearestWord } from './policy-nearest.ts';
import { readPolicy, resolvePolicy } from './read-policy.ts';
import { writePolicy } from './write-policy.ts';

const standard = writePolicy(standardPolicy);

/** `line:column path: message mend` of each fault. */
const faults = (text: string): readonly string[] => {
  const read = readPolicy(text);
  return read.ok
    ? []
    : read.error.map(
        ({ line, column, path, message, mend }) => `${line}:${column} ${pathText(path)}: ${message} ${mend}`,
      );
};
const changed = (from: string, to: string): readonly string[] => {
  if (!standard.includes(from)) throw new Error(`no ${from}`);
  return faults(standard.replace(from, to));
};

describe('a policy file', () => {
  it('is read as it was written, from YAML and from JSON, whatever its line ends', () => {
    const read = { ok: true, value: { policy: standardPolicy } };
    expect(readPolicy(standard)).toMatchObject(read);
    expect(readPolicy(JSON.stringify(standardPolicy))).toMatchObject(read);
    expect(readPolicy(`\uFEFF${standard.replaceAll('\n', '\r\n')}`)).toMatchObject(read);
    expect(standard).toContain('from: "09:00"');
  });

  it('any policy that is written is read as the same (property)', () => {
    fc.assert(
      fc.property(anyPolicy, (policy) => {
        expect(readPolicy(writePolicy(policy))).toMatchObject({ ok: true, value: { policy } });
      }),
      { numRuns: 60 },
    );
  });

  it.each<[string, string, string]>([
    ['heads: 3', 'haeds: 3', '28:7 tiers.full.quorum.haeds: "haeds" is not known here. Did you mean heads?'],
    ['heads: 3', 'Heads: 3', '28:7 tiers.full.quorum.Heads: "Heads" is not known here. Did you mean heads?'],
    [
      'heads: 3',
      'heads: "3"',
      '28:14 tiers.full.quorum.heads: heads is "3", and a number is wanted. Write 3 without quotes.',
    ],
    [
      'heads: 3',
      'heads: 1e400',
      '28:14 tiers.full.quorum.heads: heads is Infinity, and a number is wanted. Write a number.',
    ],
    ['heads: 3', 'heads: .nan', '28:14 tiers.full.quorum.heads: heads is NaN'],
    ['heads: 3', 'heads: 3.5', '28:14 tiers.full.quorum.heads: heads is 3.5'],
    ['heads: 3', 'heads:', '28:13 tiers.full.quorum.heads: heads is empty'],
    ['heads: 3', 'heads: 3\n      heads: 4', '29:7 : This key stands here twice.'],
    ['heads: 3', 'heads: !!str 3', '28:20 tiers.full.quorum.heads: A tag'],
    ['heads: 3', 'heads: &three 3', '28:21 tiers.full.quorum.heads: Anchors'],
    ['heads: 3', 'heads: *three', '28:14 tiers.full.quorum.heads: Anchors'],
    ['heads: 3', '<<: {heads: 3}', '28:7 tiers.full.quorum.<<: A merge key'],
    ['heads: 3', '__proto__: {heads: 3}', '28:7 tiers.full.quorum.__proto__: "__proto__" cannot be a key.'],
    ['heads: 3', '? [a]\n      : 3', '28:9 tiers.full.quorum: This key is no word.'],
    [
      'substitutes: true',
      'substitutes: yes',
      '12:20 tiers.light.quorum.substitutes: substitutes is "yes", and true or false is wanted. Write true.',
    ],
    ['tier: full', 'tier: ful', '49:11 triggers[0].tier: tier is "ful", which is not known here. Did you mean full?'],
    [
      'atLeast: 1',
      'atleast: 1',
      '58:35 triggers[2].when[0].atleast: "atleast" is not known here. Did you mean atLeast?',
    ],
    [
      'atLeast: 1',
      'atLeast: 1, below: 3',
      '58:9 triggers[2].when[0]: atLeast and below are asked of impact.incidents in one condition.',
    ],
    ['atLeast: 1', 'atLeast: "1"', '58:44 triggers[2].when[0].atLeast: atLeast is "1". Write a number.'],
    ['field: impact.incidents, ', '', '58:9 triggers[2].when[0].field: A condition names no field.'],
    ['cohortAbovePerDay: 5', '', '2:1 cohortAbovePerDay: cohortAbovePerDay is missing.'],
    [
      'next: null',
      'next: incident',
      '100:13 escalation.ladders.incident.next: The ladders go round in a circle: incident → incident.',
    ],
    ['    problem:\n', '    Problem!:\n', 'escalation.ladders.Problem!: "Problem!" cannot be a name.'],
    ['"09:00"', '9am', '84:11 calendar.workingHours.from: from is "9am".'],
    ['version: 2', 'version: 2\n---\npolicy: more', '4:1 : A second document begins here.'],
    ['policy: standard', '%YAML 1.1\n---\npolicy: standard', '1:1 : The file begins with a directive.'],
    ['version: 2', 'version: 2\n\tx: 3', '4:1 : A tab indents this line.'],
    ['version: 2', 'version: 2\u0000', '3:11 : A control character stands here.'],
    ['version: 2', 'version: 2 # \uFFFD', '3:14 : The file is not UTF-8 here.'],
    ['roles: []', 'roles: [', 'This is not YAML'],
  ])('%j written as %j is told with its place', (from, to, wanted) => {
    expect(changed(from, to).join('\n')).toContain(wanted);
  });

  it('lists every section that a base leaves out', () => {
    expect(faults('policy: ours\nversion: 1\n')).toHaveLength(9);
    expect(faults('policy: ours\nversion: 1\n')[0]).toContain(
      'tiers is missing. Write tiers: a group of keys with light, full.',
    );
  });

  it('refuses what swells, what is too long and what is no policy', () => {
    const laughs = ['a: &a [x, x]', ...Array.from({ length: 30 }, (_, n) => `a${n}: [*a, *a, *a]`)].join('\n');
    for (const bad of [
      '',
      '# nothing',
      'hello',
      '[]',
      '{}',
      'null',
      laughs,
      '['.repeat(5000),
      `a: ${'x'.repeat(400_000)}`,
    ]) {
      const told = faults(bad);
      expect(told.length).toBeGreaterThan(0);
      expect(told.length).toBeLessThanOrEqual(100);
    }
  });

  it('tells a bracket that opens too early inside the lines of the file, whatever it swallows', () => {
    const text = standard.replace('roles: []', 'roles: [');
    const lines = text.split('\n');
    const read = readPolicy(text);
    expect(read.ok ? [] : read.error.filter(({ line, column }) => column > (lines[line - 1] ?? '').length + 1)).toEqual(
      [],
    );
    expect(read.ok).toBe(false);
  });

  it('any change of one character is read or told with a place inside the file, and never throws (property)', () => {
    fc.assert(
      fc.property(
        fc.nat(standard.length),
        fc.constantFrom('', ':', '-', '"', '[', '{', '&', '*', '!', '\t', '\n', '0', 'é', '|', '#'),
        (at, put) => {
          const text = standard.slice(0, at) + put + standard.slice(at + 1);
          const read = readPolicy(text);
          if (read.ok) return;
          const lines = text.split('\n');
          for (const { line, column } of read.error) {
            expect(line).toBeLessThanOrEqual(lines.length);
            expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('a base with an overlay', () => {
  const resolve = (overlay: string, base = standard) => resolvePolicy({ base, overlay });
  const head = 'overlay: berlin\nversion: 2\nof: standard\n';

  it('[M7.3] comes to one policy, with the hash of each file', () => {
    const resolved = resolve(`${head}tiers:\n  full:\n    quorum: {heads: 4}\n`);
    expect(resolved).toMatchObject({
      ok: true,
      value: {
        policy: { policy: 'standard', tiers: { full: { quorum: { heads: 4 } } } },
        base: { id: 'standard', version: 2, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
        overlay: { id: 'berlin', version: 2 },
      },
    });
    expect(resolvePolicy({ base: standard, overlay: null })).toMatchObject({ ok: true, value: { overlay: null } });
  });

  it('[M7.3] an overlay that relaxes is refused with its line', () => {
    expect(resolve(`${head}\ntiers:\n  full:\n    quorum:\n      heads: 2\n`)).toMatchObject({
      ok: false,
      error: [{ file: 'overlay', line: 8, column: 14, path: ['tiers', 'full', 'quorum', 'heads'] }],
    });
  });

  it('[M7.3] no overlay lies on an overlay, and a base is none', () => {
    expect(resolve(head, head)).toMatchObject({
      ok: false,
      error: [{ file: 'base', line: 1, message: 'This is an overlay, not a base.' }],
    });
    expect(resolve(standard)).toMatchObject({
      ok: false,
      error: [{ file: 'overlay', line: 2, message: 'This is a base, not an overlay.' }],
    });
  });

  it('[M7.3] keys that stand twice, merge keys and references open no side door', () => {
    for (const trick of [
      'cohortAbovePerDay: 9\ncohortAbovePerDay: 1\n',
      '<<: {cohortAbovePerDay: 1}\n',
      'x: &x {heads: 1}\ntiers: {full: {quorum: *x}}\n',
      'tiers: {full: {signOffs: null}}\n',
      'tiers: {full: {"heads ": 1}}\n',
      'constructor: {cohortAbovePerDay: 1}\n',
    ]) {
      const resolved = resolve(head + trick);
      expect(resolved.ok ? [] : resolved.error.map(({ file }) => file)).toContain('overlay');
    }
  });
});

it('finds the word that was meant', () => {
  const known = ['heads', 'roles', 'substitutes', 'ceiling', 'withinHours'];
  expect(['haeds', 'Heads', 'within_hours', 'celing', 'nothing', 'x'].map((word) => nearestWord(word, known))).toEqual([
    'heads',
    'heads',
    'withinHours',
    'ceiling',
    undefined,
    undefined,
  ]);
});
