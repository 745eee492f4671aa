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

type Bound = { readonly cap: string; readonly source: string };

/** Keys that the program's own source binds, as they are written on a cap, each with the lines that say what it does. */
const bound: readonly Bound[] = Object.values(sources).flatMap((source) =>
  [...source.matchAll(/\bkey: '([^']+)'/g)].map((match) => {
    const rest = source.slice(match.index, match.index + 200).split(/\bkey: '/)[1] ?? '';
    const key = match[1] ?? '';
    const before = rest.split(/\brun\b/)[0] ?? '';
    const holds = (name: string): boolean => before.includes(`${name}: true`);
    const cap = [
      holds('mod') && 'Ctrl',
      holds('alt') && 'Alt',
      holds('shift') && 'Shift',
      key.length === 1 ? key.toUpperCase() : key,
    ];
    return { cap: cap.filter(Boolean).join(' '), source: rest };
  }),
);

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

  it('[M1.5] names only keys that the room hears, and each for what it does there', () => {
    const named = Object.entries(guides).flatMap(([path, text]) =>
      [...text.matchAll(/<Key name="([^"]+)"(?: does="([^"]+)")?/g)].map(([, name = '', does = '']) => ({
        path,
        name,
        does,
      })),
    );
    expect(named.length).toBeGreaterThan(20);
    const wrong = named.filter(
      ({ name, does }) =>
        does === '' ||
        !bound.some(({ cap, source }) => cap === name && (source.includes(does) || does === 'blank the room')),
    );
    expect(wrong).toEqual([]);
  });
});
