import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { checkWording } from '../shared/domain/wording/check-wording.ts';
import { withRewrites, type RosterPerson } from '../shared/domain/wording/finding.ts';

const read = (name: string): string => readFileSync(new URL(`../assets/wording/${name}`, import.meta.url), 'utf8');
const roster = (JSON.parse(read('roster.json')) as { members: readonly RosterPerson[] }).members;
const list = read('labelled.tsv')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t'))
  .map(([part = '', label = '', rules = '', text = '']) => ({
    part,
    label,
    rules,
    text,
    found: checkWording(text, roster),
  }));

it('[M3.3] the list has both labels in both parts, and says of each sentence which rules it is of', () => {
  expect(list.length).toBeGreaterThanOrEqual(240);
  const count = (part: string, label: string) =>
    list.filter((each) => each.part === part && each.label === label).length;
  for (const part of ['tuned', 'held-out'])
    expect(Math.min(count(part, 'blame'), count(part, 'fine'))).toBeGreaterThan(40);
  expect(list.every(({ label, rules }) => (label === 'blame' ? /^W\d(?:,W\d)*$/ : /^-$/).test(rules))).toBe(true);
  expect(new Set(list.map(({ text }) => text)).size).toBe(list.length);
});

it('[M3.3] nothing in the list is found without blame, and what is found is of a rule it is labelled with', () => {
  expect(list.filter(({ label, found }) => label === 'fine' && found.length > 0).map(({ text }) => text)).toEqual([]);
  const other = list.filter(
    ({ label, rules, found }) => label === 'blame' && !found.some(({ rule }) => rules.split(',').includes(rule)),
  );
  expect(other.map(({ text }) => text)).toEqual([]);
});

it('[M3.3] what a rewrite leaves is not found again', () => {
  const whole = list.filter(({ found }) => found.every(({ rewrite }) => rewrite !== null));
  const again = whole
    .map(({ text, found }) => withRewrites(text, found))
    .filter((text) => checkWording(text, roster).length > 0);
  expect(again).toEqual([]);
});
