import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { itemKinds } from '../../shared/domain/agenda/agenda.ts';
import { guideOfItem, guideSections, toGuideSection } from './guide-sections.ts';
import { guideTexts } from './guide-texts.ts';
import { KeyCap, Note } from './text-components.tsx';

const components = { Note, Key: KeyCap };
const drawn = guideSections.map(({ id }) => {
  const Section = guideTexts[id];
  return { id, markup: renderToStaticMarkup(<Section components={components} />) };
});

const guides = import.meta.glob<string>('../../assets/guides/*.mdx', { query: '?raw', import: 'default', eager: true });
const sources = {
  ...import.meta.glob<string>('../*.tsx', { query: '?raw', import: 'default', eager: true }),
  ...import.meta.glob<string>(['../canvas/*.{ts,tsx}', '../features/{room,causes}/*.{ts,tsx}'], {
    query: '?raw',
    import: 'default',
    eager: true,
  }),
};

/** Key caps that the program's own source binds, as they are written on a key. */
function boundKeys(): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const source of Object.values(sources))
    for (const [, key = '', rest = ''] of source.matchAll(/\bkey: '([^']+)'((?:, (?:mod|shift|alt|within): \w+)*)/g)) {
      const cap = key.length === 1 ? key.toUpperCase() : key;
      keys.add(
        [/mod: true/.test(rest) && 'Ctrl', /alt: true/.test(rest) && 'Alt', /shift: true/.test(rest) && 'Shift', cap]
          .filter(Boolean)
          .join(' '),
      );
    }
  return keys;
}

describe('the guide', () => {
  it('[M1.5] has a text for each section and no text without one', () => {
    const files = Object.keys(guides).map((path) => path.replace(/^.*\/|\.mdx$/g, ''));
    expect(files.toSorted()).toEqual(guideSections.map((section) => section.id).toSorted());
    for (const { id, markup } of drawn) expect([id, markup.length > 400]).toEqual([id, true]);
  });

  it('[M1.5] has a section for every item of an agenda', () => {
    for (const kind of itemKinds) expect(toGuideSection(guideOfItem(kind))).toBe(guideOfItem(kind));
    expect(toGuideSection('no-such-section')).toBe('before');
  });

  it('[M1.5] names only keys that the room hears', () => {
    const bound = boundKeys();
    const named = drawn.flatMap(({ id, markup }) =>
      [...markup.matchAll(/<kbd[^>]*>([^<]+)<\/kbd>/g)].map((match) => `${id}: ${match[1] ?? ''}`),
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((each) => !bound.has(each.slice(each.indexOf(': ') + 2)))).toEqual([]);
  });
});
