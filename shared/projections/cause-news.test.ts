import { describe, expect, it } from 'vitest';
import type { Cause } from '../domain/cause/cause.ts';
import { causeNews } from './cause-news.ts';

const cause = (id: string, change: Partial<Cause> = {}): Cause => ({
  id,
  parent: null,
  category: 'change',
  kind: 'cause',
  text: `cause ${id}`,
  author: 'ops-01',
  gate: 'none',
  links: [],
  classification: null,
  scope: null,
  state: { name: 'hypothesis' },
  evidence: [],
  origin: { kind: 'said', id: null },
  ...change,
});
const [a, b] = [cause('a'), cause('b')];

describe('what is said of a change', () => {
  it.each<readonly [string, readonly Cause[], readonly Cause[]]>([
    ['Added “cause b”, on Change.', [a], [a, b]],
    ['Added “cause c”, below “cause a”.', [a], [a, cause('c', { parent: 'a' })]],
    ['2 causes added.', [], [a, b]],
    ['Removed “cause b”.', [a, b], [a]],
    ['Moved “cause b”, below “cause a”.', [a, b], [a, cause('b', { parent: 'a' })]],
    ['Moved “cause b”, on Detection.', [a, b], [a, cause('b', { category: 'detection' })]],
    ['“cause b”: rejected: no event.', [a, b], [a, cause('b', { state: { name: 'rejected', reason: 'no event' } })]],
    ['“cause b”: AND of what is below it.', [a, b], [a, cause('b', { gate: 'and' })]],
    ['“cause b” is a condition.', [a, b], [a, cause('b', { kind: 'condition' })]],
    ['“cause b” leads to “cause a” too.', [a, b], [a, cause('b', { links: ['a'] })]],
    ['Reworded: “other”.', [a, b], [a, cause('b', { text: 'other' })]],
    ['The order changed.', [a, b], [b, a]],
    ['', [a, b], [a, b]],
  ])('%s', (words, before, after) => {
    expect(causeNews(before, after)).toBe(words);
  });
});
