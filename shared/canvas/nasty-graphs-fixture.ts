import * as fc from 'fast-check';
import { categories, causeKinds, gates } from '../domain/cause/cause.ts';
import { boneTitles } from './bone-titles.ts';
import { cleanText, oneLine } from './clean-text.ts';
import type { DrawnCause, DrawnGraph } from './drawn-graph.ts';
import type { ImportedTree } from './imported-tree.ts';
import { stateNames } from './state-words.ts';

/** Texts that break out of one notation or another, or look like a part of it. */
export const nastyTexts = [
  'end',
  'end of "support" [for] {pool} (v2)',
  '%% not a comment',
  '%%{init: {"theme": "dark"}}%%',
  'style c1 fill:#f00; classDef x color:#0f0;',
  'ishikawa-beta',
  'Ishikawa was out of date',
  'flowchart TD',
  'subgraph a --> b',
  '- a bullet',
  '1. a number',
  '# a heading',
  '### three',
  '[x] done',
  '[rejected]',
  'retried [validated]',
  'sent _(supported by nothing)_',
  '~~struck~~ **bold** `code` <b>html</b>',
  '<script>alert(1)</script>',
  '<small>small</small> print',
  '&amp; &#35; #35; #quot; #amp; &lt;br&gt;',
  'a <br> b <br/> c',
  '"quoted"',
  'it\'s \\"escaped\\" \\n \\*',
  '---',
  '===',
  'C:\\temp\\_new',
  '👩🏽‍🚀👨‍👩‍👧‍👦 liftoff 🇨🇭',
  'فشل الاتصال بعد النشر',
  'החיבור נכשל after 4.18.0',
  '支払いサービスの設定が古い',
  'two\nlines\n\nand a gap',
  '  wide   spaces\u00a0\u3000here  ',
  'x'.repeat(2000),
  `${'long words '.repeat(180)}.`,
  '{"json": [1]}',
  ']]> <!-- comment --> <?pi?>',
  'a: b; c | d & e',
  ':::class',
  '@{ shape: rect }',
  '$$x^2$$',
  'e\u0301 \u202eoverride\u202c \u200bzero',
  'style: colour #1; of the button;',
];

const text = fc
  .oneof(fc.constantFrom(...nastyTexts), fc.string({ maxLength: 60, unit: 'binary' }), fc.string({ maxLength: 40 }))
  .map((each) => cleanText(each).slice(0, 2000))
  .filter((each) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(each));

/** Random trees over the six bones, at most 30 causes, with every state, gate and kind. */
export const nastyGraph: fc.Arbitrary<DrawnGraph> = fc
  .tuple(
    text,
    fc.array(fc.record({ text, small: text, parent: fc.nat(), bone: fc.nat(5), seed: fc.nat() }), {
      minLength: 1,
      maxLength: 30,
    }),
  )
  .map(([effect, drafts]) => {
    type Growing = DrawnCause & { children: Growing[] };
    const grown: Growing[] = [];
    const bones = categories.map((id) => ({ id, title: boneTitles[id], causes: [] as Growing[] }));
    for (const [index, { text: words, small, parent, bone, seed }] of drafts.entries()) {
      const cause: Growing = {
        id: `k${1000 + index}`,
        text: words,
        small: seed % 3 === 0 ? '' : small,
        state: stateNames[seed % 5] ?? 'hypothesis',
        kind: causeKinds[seed % 2] ?? 'cause',
        gate: gates[seed % 3] ?? 'none',
        links: index > 0 && seed % 4 === 0 ? [`k${1000 + (seed % index)}`] : [],
        children: [],
      };
      (grown[parent % (index + 1)]?.children ?? bones[bone]?.causes ?? []).push(cause);
      grown.push(cause);
    }
    return { effect: { text: effect, small: '' }, bones };
  });

/** What an import of the graph should be, in reading order: texts as the notation keeps them. */
export function treeOf(graph: DrawnGraph, keep: (text: string) => string = oneLine): ImportedTree {
  const causes: ImportedTree['causes'][number][] = [];
  const walk = (
    cause: DrawnCause,
    under: number | null,
    category: ImportedTree['causes'][number]['category'],
  ): void => {
    const at = causes.length;
    causes.push({ text: keep(cause.text), under, category });
    for (const child of cause.children) walk(child, at, category);
  };
  for (const category of categories)
    for (const cause of graph.bones.find(({ id }) => id === category)?.causes ?? []) walk(cause, null, category);
  return { effect: keep(graph.effect.text), causes };
}
