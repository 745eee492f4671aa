import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText } from './clean-text.ts';
import type { DrawnGraph } from './drawn-graph.ts';
import { exportDrawio } from './export-drawio.ts';
import { exportJson } from './export-json.ts';
import { exportIshikawa } from './export-mermaid.ts';
import { exportOutline } from './export-outline.ts';
import { importCauses } from './import-causes.ts';
import { nastyGraph, treeOf } from './nasty-graphs-fixture.ts';

const ways: readonly (readonly [string, (graph: DrawnGraph) => string, ((text: string) => string) | undefined])[] = [
  ['a Markdown outline', exportOutline, undefined],
  ['a Mermaid ishikawa diagram', exportIshikawa, undefined],
  ['JSON', (graph) => exportJson(graph, { id: 'r-2026-118', causes: [] }), cleanText],
  ['a draw.io drawing', exportDrawio, (text) => cleanText(text.replace(/\n{2,}/g, '\n'))],
];

describe('what is exported comes back as the same tree', () => {
  it.each(ways)('as %s', (name, write, keep) => {
    let trips = 0;
    fc.assert(
      fc.property(nastyGraph, (graph) => {
        const back = importCauses(write(graph));
        expect(back).toMatchObject({ ok: true, value: { read: name } });
        if (back.ok) expect(back.value.tree).toEqual(treeOf(graph, keep));
        trips += 1;
      }),
      { numRuns: 200 },
    );
    console.log(`${name}: ${trips} random trees came back as they were`);
  });
});

describe('whatever is pasted', () => {
  it('is read or refused with a sentence, and never breaks a reader', () => {
    const parts = fc.constantFrom(
      'ishikawa-beta\n',
      '%%{',
      '---\n',
      '{"causes":[',
      '{"bones":[{"id":"change","causes":[{"text":"a"}]}]}',
      '<mxfile>',
      '<mxGraphModel><root>',
      '<mxCell id="2" value="a" vertex="1"/>',
      ['<', 'root></mxGraphModel>'].join('/'),
      '<diagram>',
      'jZJ=',
      '</diagram></mxfile>',
      '\t',
      '\n',
      '"a\nb"\t',
      '- ',
      '# ',
      '  ',
      '%3CmxGraphModel',
      '\u0000',
      '&#x110000;',
      '#99999999;',
      '```\n',
      '1. ',
      'a',
      'People\n',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 200 }),
          fc.array(fc.oneof(parts, fc.string({ maxLength: 5 })), { maxLength: 30 }).map((each) => each.join('')),
        ),
        (text) => {
          const read = importCauses(text);
          if (read.ok) {
            expect(read.value.tree.causes.length).toBeGreaterThan(0);
            for (const [index, { under, text: words }] of read.value.tree.causes.entries()) {
              expect(under ?? -1).toBeLessThan(index);
              expect(words.trim()).not.toBe('');
            }
          } else for (const { message } of read.error) expect(message).toMatch(/[.?]$/);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('takes no longer than a moment where it is large and hostile', () => {
    const large = [
      '"'.repeat(200_000),
      `${'\t'.repeat(1000)}a\n`.repeat(200),
      '<mxfile><diagram>'.repeat(5000),
      `- ${' _(hypothesis'.repeat(20_000)}`,
      `ishikawa-beta\n${'#35;'.repeat(50_000)}`,
      '[['.repeat(50_000),
      `{"a":${'['.repeat(100_000)}`,
      'a\tb\n'.repeat(20_000),
      `"a\t`.repeat(20_000),
    ];
    for (const text of large) expect(importCauses(text)).toHaveProperty('ok');
  }, 5_000);
});
