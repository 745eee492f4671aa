import { Command } from 'commander';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { DrawnCause } from '../../shared/canvas/drawn-graph.ts';
import { numbersFrom, randomGraph } from '../../shared/canvas/graphs-fixture.ts';
import { overlapsIn } from '../../shared/canvas/overlaps-fixture.ts';
import type { CanvasPlan } from '../../shared/canvas/plan.ts';
import { registerLayout } from './cli-layout.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';

afterAll(removeTemporaryFolders);
afterEach(() => {
  process.exitCode = undefined;
  vi.restoreAllMocks();
});

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder('layout');
});

type Cause = { readonly text: string; readonly causes: readonly Cause[] };
type Laid = Pick<CanvasPlan, 'bones' | 'labels' | 'width' | 'height'> & { readonly fits: boolean };

async function run(...args: readonly string[]): Promise<{ exit: unknown; out: string; told: string }> {
  const said = { out: '', told: '' };
  vi.spyOn(process.stdout, 'write').mockImplementation((piece) => ((said.out += String(piece)), true));
  vi.spyOn(process.stderr, 'write').mockImplementation((piece) => ((said.told += String(piece)), true));
  const program = new Command().exitOverride();
  registerLayout(program);
  await program.parseAsync(['layout', 'fishbone', ...args], { from: 'user' });
  return { exit: process.exitCode, ...said };
}

async function file(content: unknown): Promise<string> {
  const path = join(folder, `${Math.round(performance.now() * 1000)}.json`);
  await writeFile(
    path,
    typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content),
  );
  return path;
}

async function laid(tree: unknown, ...args: readonly string[]): Promise<Laid> {
  const { exit, out } = await run(await file(tree), ...args);
  expect(exit).toBe(0);
  return JSON.parse(out) as Laid;
}

const checkout = {
  effect: 'Checkout slow for 19 minutes after 4.18.0',
  categories: [
    { name: 'Configuration', causes: [{ text: 'Pool limit halved', causes: [{ text: 'Default not in the notes' }] }] },
    { name: 'Weather', causes: [] },
    { name: 'Detection', causes: [{ text: 'Canary watched errors', causes: [] }, { text: 'No alarm' }] },
  ],
};

const pathTo = (depth: number): Cause =>
  depth === 1 ? { text: 'why', causes: [] } : { text: 'why', causes: [pathTo(depth - 1)] };

describe('hotwash layout fishbone', () => {
  it('gives a box to every text by its place, and each bone its owner', async () => {
    const { labels, bones, width, height, fits } = await laid(checkout);
    expect(new Map(labels.map(({ id, text }) => [id, text]))).toEqual(
      new Map([
        ['effect', checkout.effect],
        ['1', 'Configuration'],
        ['1.1', 'Pool limit halved'],
        ['1.1.1', 'Default not in the notes'],
        ['2', 'Weather'],
        ['3', 'Detection'],
        ['3.1', 'Canary watched errors'],
        ['3.2', 'No alarm'],
      ]),
    );
    expect(Object.keys(labels[0] ?? {})).toEqual(['id', 'text', 'x', 'y', 'width', 'height']);
    expect(Object.keys(bones[0] ?? {})).toEqual(['x1', 'y1', 'x2', 'y2', 'owner']);
    expect(new Set(bones.map(({ owner }) => owner))).toEqual(new Set(labels.map(({ id }) => id)));
    for (const box of labels) {
      expect(Math.min(box.x, box.y)).toBeGreaterThan(0);
      expect(box.x + box.width).toBeLessThan(width);
      expect(box.y + box.height).toBeLessThan(height);
    }
    expect(fits).toBe(true);
  });

  it('leaves no overlap in any tree, at tiny and huge sizes, in narrow and wide rooms', async () => {
    const next = numbersFrom(7);
    const told: (Cause & { readonly name: string })[] = [];
    const plain = ({ text, children }: DrawnCause): Cause => ({
      text: text.trim() || 'x',
      causes: children.map(plain),
    });
    for (const [unit, width] of ['1', '1.3', '12', '67', '1000'].flatMap((unit) => [
      [unit, '1'],
      [unit, '1920'],
    ])) {
      const graph = randomGraph(next, { bones: Math.floor(next() * 14), causes: 60, depth: 7, withStrange: true });
      const categories = graph.bones.map(({ title, causes }) => ({
        name: title.trim() || 'y',
        causes: causes.map(plain),
      }));
      const plan = await laid(
        { effect: 'Slow', categories },
        '--room-unit',
        unit ?? '',
        '--width',
        width ?? '',
        '--json',
      );
      expect(overlapsIn(plan)).toEqual({ labels: [], lines: [] });
      told.push(...categories.map(({ name, causes }) => ({ name, text: name, causes })));
    }
    expect(told.length).toBeGreaterThan(20);
  });

  it('wraps texts to stay within a width, and says where they cannot', async () => {
    const wide = await laid(checkout, '--room-unit', '40');
    const fitted = await laid(checkout, '--room-unit', '40', '--width', String(wide.width * 0.8));
    expect(fitted.width).toBeLessThanOrEqual(wide.width * 0.8);
    expect(fitted).toMatchObject({ fits: true });
    const { out, told } = await run(await file(checkout), '--room-unit', '40', '--width', '100');
    expect(JSON.parse(out)).toMatchObject({ fits: false });
    expect(told).toContain('px wide');
  });

  it('draws nothing but the effect, 200 levels, and two categories of one name', async () => {
    expect((await laid({ effect: 'Slow', categories: [] })).labels).toHaveLength(1);
    const deep = await laid({ effect: 'Slow', categories: [{ name: 'A', causes: [pathTo(200)] }] });
    expect(deep.labels).toHaveLength(202);
    const { exit, told } = await run(await file({ effect: 'Slow', categories: [{ name: 'A' }, { name: 'A' }] }));
    expect([exit, told]).toEqual([0, 'Two categories are called "A". Each is drawn.\n']);
    const name = '👩'.repeat(2000);
    const long = await run(await file({ effect: 'Slow', categories: [{ name }, { name }] }));
    const half = '👩'.repeat(40);
    expect(long.told).toBe(`Two categories are called "${half}…${half}". Each is drawn.\n`);
  });

  it('says what it cannot read, and where, and exits with 2', async () => {
    const star = Array.from({ length: 20_000 }, () => ({ text: 'x' }));
    const cases: readonly (readonly [unknown, string])[] = [
      ['{"effect": "a",\n "categories": [}', '2:17: This is not JSON'],
      ['[]', 'An object with an effect'],
      [{ effect: 3, categories: [] }, 'effect: A text is missing.'],
      [{ effect: ' ', categories: [] }, 'effect: The text is empty.'],
      [{ effect: 'a' }, 'categories: A list is missing.'],
      [{ effect: 'a', categories: ['b'] }, 'categories[0]: An object'],
      [{ effect: 'a', categories: [{ name: 'b', causes: {} }] }, 'categories[0].causes: This is no list.'],
      [
        { effect: 'a', categories: [{ name: 'b', causes: [{ text: 'c', causes: [{ text: null }] }] }] },
        'categories[0].causes[0].causes[0].text: A text is missing.',
      ],
      [{ effect: 'a', categories: [{ name: 'b', causes: [pathTo(201)] }] }, 'Causes lie deeper than 200 levels'],
      ['['.repeat(1000), 'nested deeper'],
      [{ effect: 'a', categories: [{ name: 'b', causes: star }] }, 'more than 20,000 texts'],
      [new Uint8Array([0xff, 0xfe, 0x41]), 'UTF-8'],
    ];
    for (const [content, words] of cases) {
      const { exit, out, told } = await run(await file(content));
      expect([exit, out]).toEqual([2, '']);
      expect(told).toContain(words);
      expect(told.length).toBeLessThan(250);
      expect(told).not.toContain(folder);
    }
    const { out } = await run(join(folder, 'none.json'), '--json');
    expect(JSON.parse(out)).toEqual({ error: { message: 'The file cannot be found or read.' } });
  });

  it('refuses sizes that are none, or out of range', async () => {
    const path = await file(checkout);
    for (const [option, value] of [
      ['--room-unit', '0'],
      ['--room-unit', '-3'],
      ['--room-unit', 'NaN'],
      ['--room-unit', '1e9'],
      ['--width', '0'],
      ['--width', 'wide'],
    ] as const) {
      const { exit, out, told } = await run(path, option, value);
      expect([exit, out]).toEqual([2, '']);
      expect(told).toContain(`${option} takes a number of px from`);
    }
  });
});
