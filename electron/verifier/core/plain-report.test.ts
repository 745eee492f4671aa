import { expect, it } from 'vitest';
import { plainKindOf } from './plain-findings.ts';
import { plainReport, printable } from './plain-report.ts';
import { finding, reportOf, type Finding, type Signer } from './report.ts';

const ana: Signer = {
  role: 'facilitator',
  act: 'facilitated',
  member: 'ana-01',
  fingerprint: 'SHA256:x',
  words: 'eight',
  trusted: true,
  claimedAt: '2026-03-16T11:30:00.000Z',
  validAt: '2026-03-16T11:30:00.000Z',
  timestamp: null,
};

/** One of each that a verifier can say, with stand-ins for what it names. */
const every = Object.entries(finding).map(([name, make]): readonly [string, Finding] => {
  const of = make as (...args: readonly unknown[]) => Finding;
  if (name === 'duplicateSigner') return [name, of('ops-02', ['a', 'b'])];
  if (name === 'rosterRefused') return [name, of('ROSTER OLDER than yours', null)];
  return [name, of('one', 'two', 'three', 'four')];
});

it('[R1] every finding has a title, what it means and what to do next, in plain words', () => {
  for (const [name, one] of every) {
    const { title, means, next } = plainKindOf(one);
    expect({ name, known: title !== 'Something does not hold' }).toEqual({ name, known: true });
    for (const text of [title, means, next]) expect(text).not.toMatch(/sha256|envelope|DSSE|hash|R\d/i);
    expect(`${means} ${next}`.split(' ').length).toBeLessThan(60);
  }
});

it('[R1] the worst decides, and findings of one kind stand together', () => {
  const changed = Array.from({ length: 60 }, (_, index) => finding.changed(`data/${index}`, 'signed', 'a', 'b'));
  const report = plainReport(reportOf([finding.incomplete('facilitator'), ...changed]));
  expect(report).toMatchObject({ state: 'red', mark: 'REFUSED' });
  expect(report.matters.map(({ title, found, more }) => [title, found.length, more])).toEqual([
    ['A file is not as it was signed', 50, 10],
    ['A required sign-off is missing', 1, 0],
  ]);
});

it.each([
  [[], 'green', 'VERIFIED'],
  [[finding.incomplete('x')], 'amber', 'INCOMPLETE'],
  [[finding.incomplete('x'), finding.notTrusted('SHA256:x', 'p')], 'amber', 'INTACT, NOT TRUSTED'],
  [[finding.notTrusted('SHA256:x', 'p'), finding.missing('x')], 'red', 'REFUSED'],
  [[finding.missing('x'), finding.unsafe('x')], 'red', 'NOT READ'],
] as const)('[R8] says in a word and not by colour alone what was found (%#)', (findings, state, mark) => {
  expect(plainReport(reportOf(findings, [ana]))).toMatchObject({ state, mark });
});

it('[R7] a record that nobody signed is not said to be signed by keys you trust', () => {
  const none = reportOf([finding.incomplete('facilitator')]);
  expect(plainReport(none)).toMatchObject({ state: 'amber', mark: 'NOT SIGNED' });
  expect(JSON.stringify(plainReport(none))).not.toContain('trust');
});

it('a bag whose signatures nobody looked at is never green', () => {
  expect(plainReport(reportOf([]), true)).toMatchObject({ state: 'amber', mark: 'COMPLETE BAG' });
});

it('a foreign name neither steers a terminal nor turns what is read', () => {
  expect(printable('a\u001b[31m\u202eb\u009b\u200bc\u00e4 \u{1f600}')).toBe('a?[31m?b??c\u00e4 \u{1f600}');
});
