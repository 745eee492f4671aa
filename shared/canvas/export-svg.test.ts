import { parseXml, XmlElement } from '@rgrove/parse-xml';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DrawnCause, DrawnGraph } from './drawn-graph.ts';
import { causesAsText, pngSize } from './export-formats.ts';
import { drawPicture } from './export-svg.ts';
import { nastyGraph } from './nasty-graphs-fixture.ts';
import { drawnCauses } from './state-words.ts';

const cause = (id: string, text: string, more: Partial<DrawnCause> = {}): DrawnCause => ({
  id,
  text,
  state: 'hypothesis',
  small: '',
  kind: 'cause',
  gate: 'none',
  links: [],
  children: [],
  ...more,
});

const graph: DrawnGraph = {
  effect: { text: 'Checkout slow', small: '' },
  bones: [
    {
      id: 'configuration',
      title: 'Configuration',
      causes: [
        cause('k1000', 'Pool halved', {
          state: 'validated',
          small: 'validated: 2 pieces of evidence',
          gate: 'and',
          children: [
            cause('k1001', 'Old default', { state: 'supported' }),
            cause('k1002', 'Failover', { state: 'rejected' }),
          ],
        }),
      ],
    },
    { id: 'detection', title: 'Detection', causes: [cause('k1003', 'ספי ההתראה', { links: ['k1000'] })] },
  ],
};

const every = (element: XmlElement): readonly XmlElement[] => [
  element,
  ...element.children.filter((child) => child instanceof XmlElement).flatMap(every),
];
const read = (svg: string): readonly XmlElement[] => {
  const { root } = parseXml(svg);
  if (root === null) throw new Error('nothing was drawn');
  return every(root);
};

describe('the picture of the causes', () => {
  it('says what it is, in a title, a description, and a word for each state that occurs', () => {
    const elements = read(drawPicture(graph, 'fishbone', '').svg);
    const [root] = elements;
    expect(root?.attributes).toMatchObject({ role: 'img', 'aria-labelledby': 'picture-title picture-desc' });
    const told = (name: string) => elements.find((each) => each.name === name)?.text;
    expect(told('title')).toBe('Checkout slow');
    expect(told('desc')).toBe(
      'Causes of: Checkout slow. 4 causes: 1 validated, 1 supported, 1 hypothesis, 1 rejected. Configuration: Pool halved (validated). Detection: ספי ההתראה (hypothesis).',
    );
    const texts = elements.filter(({ name }) => name === 'text').map((each) => each.text);
    for (const words of [
      'Pool halved',
      'Old default',
      'AND · validated: 2 pieces of evidence',
      'validated',
      'rejected',
    ])
      expect(texts).toContain(words);
  });

  it('draws states as textures, a link as a dashed bow, and what is read from the right from the right', () => {
    const { svg } = drawPicture(graph, 'fishbone', '');
    const elements = read(svg);
    expect(elements.filter(({ attributes }) => attributes['stroke-dasharray'] === '0.1 7')).toHaveLength(2);
    expect(elements.filter(({ attributes }) => attributes['marker-end'] !== undefined)).toHaveLength(1);
    const hebrew = elements.find(({ name, text }) => name === 'text' && text === 'ספי ההתראה');
    expect(hebrew?.attributes).toMatchObject({ direction: 'rtl', 'text-anchor': 'end' });
    expect(elements.find(({ name, text }) => name === 'text' && text === 'Failover')?.attributes).toMatchObject({
      class: 'rejected',
    });
    expect(svg).toBe(drawPicture(graph, 'fishbone', '').svg);
  });

  it('carries the fonts it is given, and none that could end its style sheet', () => {
    const rule = '@font-face { font-family: "Report Text"; src: url(data:font/woff2;base64,AAAA) format("woff2") }';
    expect(drawPicture(graph, 'whys', rule).svg).toContain(rule);
    expect(drawPicture(graph, 'whys', 'a{}</style><script/>').svg).not.toContain('script');
  });

  it('is whole XML whatever the causes say, without a script or a reference outside itself', () => {
    fc.assert(
      fc.property(nastyGraph, (nasty) => {
        for (const view of ['fishbone', 'whys'] as const) {
          const elements = read(drawPicture(nasty, view, '').svg);
          expect(elements.some(({ name }) => ['script', 'image', 'use', 'a', 'foreignObject'].includes(name))).toBe(
            false,
          );
          const labels = elements.filter(
            ({ name, attributes }) => name === 'g' && /-k\d{4}$/.test(attributes['id'] ?? ''),
          );
          expect(labels).toHaveLength(drawnCauses(nasty).length);
        }
        expect(parseXml(causesAsText('drawio', nasty, { id: 'r-2026-118', causes: [] }, '')).root?.name).toBe('mxfile');
      }),
      { numRuns: 60 },
    );
  });

  it('leaves out what XML cannot carry', () => {
    const text = `a\u0000b\u000b\ufffe\ud800c & <d> "e"`;
    const odd = { ...graph, effect: { text, small: '' } };
    expect(read(drawPicture(odd, 'fishbone', '').svg).find(({ name }) => name === 'title')?.text).toBe('abc & <d> "e"');
  });
});

it('a PNG is twice the picture, less where that is too much to draw, and a 4K one is 4K', () => {
  expect(pngSize('png-2x', { svg: '', width: 1477, height: 1683 })).toEqual({ width: 2954, height: 3366 });
  const large = pngSize('png-2x', { svg: '', width: 20_000, height: 9_000 });
  expect(large.width * large.height).toBeLessThanOrEqual(32_000_000);
  expect(large.width / large.height).toBeCloseTo(20 / 9, 2);
  expect(pngSize('png-4k', { svg: '', width: 100, height: 900 })).toEqual({ width: 3840, height: 2160 });
});
