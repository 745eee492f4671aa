import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as fc from 'fast-check';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { oneLine } from '../../shared/canvas/clean-text.ts';
import type { DrawnCause, DrawnGraph } from '../../shared/canvas/drawn-graph.ts';
import { exportFlowchart, exportIshikawa } from '../../shared/canvas/export-mermaid.ts';
import { nastyGraph, nastyTexts } from '../../shared/canvas/nasty-graphs-fixture.ts';
import { drawnCauses, stateWords } from '../../shared/canvas/state-words.ts';

/** A node as Mermaid's own reader of ishikawa diagrams keeps it. */
type Fish = { readonly text: string; readonly children: readonly Fish[] };
type Flow = {
  readonly texts: Readonly<Record<string, string>>;
  readonly classes: Readonly<Record<string, string>>;
  readonly edges: readonly string[];
};

const executablePath = ['/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/microsoft-edge'].find(existsSync);
if (executablePath === undefined) console.log('mermaid: skipped, no Chromium is installed');

const bundle = createRequire(import.meta.url).resolve('mermaid/dist/mermaid.min.js');

describe.skipIf(executablePath === undefined)('what is exported for Mermaid, read by Mermaid itself', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] });
    page = await browser.newPage();
    await page.setContent('<!doctype html><title>Mermaid</title><body></body>');
    await page.addScriptTag({ path: bundle });
    await page.evaluate(`mermaid.initialize({ startOnLoad: false, maxTextSize: 5_000_000, maxEdges: 5000 })`);
  });
  afterAll(() => browser?.close());

  /** Runs in the page: entity codes stay as Mermaid holds them until it draws, so they are read as its drawing does. */
  const inPage = async <T>(text: string, read: string): Promise<T> =>
    (await page.evaluate(
      `(async () => {
        const diagram = await mermaid.mermaidAPI.getDiagramFromText(${JSON.stringify(text)});
        const box = document.createElement('textarea');
        const shown = (text) => {
          box.innerHTML = text.replaceAll('ﬂ°°', '&#').replaceAll('ﬂ°', '&').replaceAll('¶ß', ';');
          return box.value;
        };
        return (${read})(diagram.db, shown);
      })()`,
    )) as T;
  const fish = (graph: DrawnGraph): Promise<Fish> =>
    inPage(
      exportIshikawa(graph),
      `(db, shown) => {
        const told = ({ text, children }) => ({ text: shown(text), children: children.map(told) });
        return told(db.getRoot());
      }`,
    );
  const flow = (graph: DrawnGraph): Promise<Flow> =>
    inPage(
      exportFlowchart(graph),
      `(db, shown) => {
        const vertices = [...db.getVertices().values()];
        return {
          texts: Object.fromEntries(vertices.map(({ id, text }) => [id, shown(text)])),
          classes: Object.fromEntries(vertices.map(({ id, classes }) => [id, classes.join(' ')])),
          edges: db.getEdges().map(({ start, end, stroke }) => start + ' ' + stroke + ' ' + end),
        };
      }`,
    );

  const expectedFish = ({ effect, bones }: DrawnGraph): Fish => {
    const told = (cause: DrawnCause): Fish => ({
      text: `${oneLine(cause.text)} [${stateWords[cause.state]}]`,
      children: cause.children.map(told),
    });
    const drawn = bones.filter(({ causes }) => causes.length > 0);
    return {
      text: oneLine(effect.text),
      children: drawn.map(({ title, causes }) => ({ text: title, children: causes.map(told) })),
    };
  };

  function expectFlow(graph: DrawnGraph, read: Flow): void {
    const causes = drawnCauses(graph).map(({ cause }) => cause);
    const ids = new Map(causes.map(({ id }, index) => [id, `c${index + 1}`]));
    for (const cause of causes) {
      const id = ids.get(cause.id) ?? '';
      expect(read.texts[id]).toBe(oneLine(cause.text));
      expect(read.classes[id]).toBe(cause.state);
      expect(read.texts[`${id}gate`]).toBe(cause.gate === 'none' ? undefined : cause.gate.toUpperCase());
      for (const child of cause.children)
        expect(read.edges).toContain(`${ids.get(child.id)} normal ${cause.gate === 'none' ? id : `${id}gate`}`);
      for (const link of cause.links) expect(read.edges).toContain(`${id} dotted ${ids.get(link)}`);
    }
    expect(read.texts['effect']).toBe(oneLine(graph.effect.text));
  }

  it('keeps every hostile label in its place, in both diagrams', async () => {
    const causes = nastyTexts.map((text, index) => ({
      id: `k${1000 + index}`,
      text: text.trim(),
      small: '',
      state: 'hypothesis' as const,
      kind: 'cause' as const,
      gate: index % 2 === 0 ? ('and' as const) : ('none' as const),
      links: index > 0 ? ['k1000'] : [],
      children: [],
    }));
    const graph = {
      effect: { text: 'Ishikawa: end "of" %% it', small: '' },
      bones: [{ id: 'change', title: 'Change', causes }],
    };
    expect(await fish(graph)).toEqual(expectedFish(graph));
    expectFlow(graph, await flow(graph));
    console.log(`${nastyTexts.length} hostile labels read back from ishikawa-beta and flowchart as they were written`);
  });

  it('reads random trees back, texts, states, gates and links', async () => {
    let read = 0;
    await fc.assert(
      fc.asyncProperty(nastyGraph, async (graph) => {
        expect(await fish(graph)).toEqual(expectedFish(graph));
        expectFlow(graph, await flow(graph));
        read += 1;
      }),
      { numRuns: 60, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: true },
    );
    console.log(`Mermaid read ${read} random trees of each diagram`);
  });

  it('draws both, with the words of a cause in the drawing', async () => {
    const cause = {
      id: 'k1000',
      text: 'Pool "halved" & <b>bold</b> [by default]',
      small: '',
      state: 'validated',
      kind: 'cause',
      gate: 'none',
      links: [],
      children: [],
    } as const;
    const graph: DrawnGraph = {
      effect: { text: 'Checkout slow', small: '' },
      bones: [{ id: 'change', title: 'Change', causes: [cause] }],
    };
    for (const text of [exportIshikawa(graph), exportFlowchart(graph)]) {
      const drawn = await page.evaluate(
        `mermaid.render('drawing', ${JSON.stringify(text)}).then(({ svg }) => { document.body.innerHTML = svg; return document.body.textContent; })`,
      );
      expect(String(drawn).replace(/\s+/g, '')).toContain('Pool"halved"&<b>bold</b>[bydefault]'.replace(/\s+/g, ''));
    }
  });
});
