import { expect, it } from 'vitest';
import { snippetOf } from './snippet.ts';

const marked = (text: string, terms: readonly string[], length?: number): string => {
  const { text: shown, ranges } = snippetOf(text, terms, length);
  return ranges
    .toReversed()
    .reduce((all, [from, to]) => `${all.slice(0, from)}[${all.slice(from, to)}]${all.slice(to)}`, shown);
};

it('[M3.6] marks the words that were found, folded as they are searched', () => {
  expect(marked('The Pool was exhausted; pools are not.', ['pool', 'pools'])).toBe(
    'The [Pool] was exhausted; [pools] are not.',
  );
  expect(marked('Müller sagt nein', ['muller'])).toBe('[Müller] sagt nein');
});

it('[M3.6] marks a whole instead of its words where both were found', () => {
  expect(marked('set db.pool.max to 512', ['db.pool.max', 'pool'])).toBe('set [db.pool.max] to 512');
});

it('[M3.6] shows the stretch with most of the words, cut between words', () => {
  const text = `${'before '.repeat(60)}the pool alarm was late ${'after '.repeat(60)}`;
  const shown = marked(text, ['pool', 'alarm'], 80);
  expect(shown).toMatch(/^… before .*the \[pool\] \[alarm\] was late .* …$/);
  expect(shown.length).toBeLessThan(110);
});

it('[M3.6] shows the beginning where nothing is to be marked, and lines as one', () => {
  expect(snippetOf('one\ntwo', [])).toEqual({ text: 'one two', ranges: [], at: 0 });
  expect(snippetOf('', ['x'])).toEqual({ text: '', ranges: [], at: 0 });
});
