import * as fc from 'fast-check';
import type { DrawnBone, DrawnCause, DrawnGraph } from './drawn-graph.ts';
import type { LayoutOptions } from './plan.ts';

/** A graph as a test writes it down: the bones' titles, each with its causes as nested lists of texts. */
export type Outline = readonly (string | readonly [string, Outline])[];

export const drawnCause = (id: string, text: string, children: readonly DrawnCause[] = []): DrawnCause => ({
  id,
  text,
  state: 'hypothesis',
  small: '',
  kind: 'cause',
  gate: 'none',
  links: [],
  children,
});

const causesOf = (outline: Outline, prefix: string): readonly DrawnCause[] =>
  outline.map((each, index) => {
    const id = `${prefix}.${index + 1}`;
    return typeof each === 'string' ? drawnCause(id, each) : drawnCause(id, each[0], causesOf(each[1], id));
  });

export function drawnGraph(effect: string, bones: Readonly<Record<string, Outline>>): DrawnGraph {
  const drawn: DrawnBone[] = Object.entries(bones).map(([title, outline], index) => ({
    id: String(index + 1),
    title,
    causes: causesOf(outline, String(index + 1)),
  }));
  return { effect: { text: effect, small: '' }, bones: drawn };
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const words =
  'pool limit halved by the new default release notes canary watched errors not latency load test ran with old configuration database failover timeout retries checkout service'.split(
    ' ',
  );
const strange = [
  '',
  'x',
  '…',
  'a'.repeat(2000),
  'https://example.test/'.repeat(20),
  '👩🏽‍🚀👨‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿🇨🇭 liftoff',
  'فشل الاتصال بقاعدة البيانات بعد النشر',
  'החיבור נכשל after 4.18.0 לאחר הפריסה',
  '支払いサービスのタイムアウト設定が短すぎた',
  '配置变更没有经过评审，直接上线',
  'Z̷̡͎a̸l̵g̶o̷ text',
  'Ошибка конфигурации пула',
  'कनेक्शन पूल की सीमा',
  'tab\tand\nnewline',
];

type Shape = { readonly bones: number; readonly causes: number; readonly depth: number; readonly withStrange: boolean };

/** A random tree of a shape: every cause hangs on a bone or on a cause drawn before it. */
export function randomGraph(next: () => number, { bones, causes, depth, withStrange }: Shape): DrawnGraph {
  const upTo = (most: number): number => Math.floor(next() * most);
  const text = (): string => {
    if (withStrange && next() < 0.15) return strange[upTo(strange.length)] ?? '';
    return Array.from({ length: 1 + upTo(12) }, () => words[upTo(words.length)] ?? '').join(' ');
  };
  type Growing = DrawnCause & { readonly children: Growing[]; readonly depth: number };
  const tops: Growing[][] = Array.from({ length: bones }, () => []);
  const grown: Growing[] = [];
  for (let at = 0; at < (bones === 0 ? 0 : causes); at++) {
    const small = next() < 0.5 ? text().slice(0, 60) : '';
    const parent = next() < 0.35 ? undefined : grown[upTo(grown.length)];
    const under = parent !== undefined && parent.depth < depth ? parent : undefined;
    const cause: Growing = {
      ...drawnCause(`c-${at}`, text()),
      small,
      children: [],
      depth: under === undefined ? 1 : under.depth + 1,
    };
    (under?.children ?? tops[upTo(bones)] ?? []).push(cause);
    grown.push(cause);
  }
  return {
    effect: { text: text(), small: next() < 0.3 ? 'from 10:42' : '' },
    bones: tops.map((held, index) => ({ id: `b-${index}`, title: text().slice(0, 80), causes: held })),
  };
}

/** One cause, and whys below it, each under the one before. */
export function chain(length: number): DrawnGraph {
  let cause = drawnCause(`c-${length}`, `Why number ${length}`);
  for (let at = length - 1; at > 0; at--) cause = drawnCause(`c-${at}`, `Why number ${at}`, [cause]);
  return { effect: { text: 'Slow', small: '' }, bones: [{ id: 'a', title: 'A', causes: [cause] }] };
}

/** Small graphs of any shape with texts of any kind. */
export const anyGraph: fc.Arbitrary<DrawnGraph> = fc
  .record({
    seed: fc.nat(),
    bones: fc.integer({ min: 0, max: 14 }),
    causes: fc.integer({ min: 0, max: 50 }),
    depth: fc.integer({ min: 1, max: 30 }),
    texts: fc.array(
      fc.oneof(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.string({ unit: 'binary', maxLength: 60 })),
      {
        maxLength: 20,
      },
    ),
  })
  .map(({ seed, bones, causes, depth, texts }) => {
    const graph = randomGraph(numbersFrom(seed), { bones, causes, depth, withStrange: true });
    let at = 0;
    const reword = (cause: DrawnCause): DrawnCause => ({
      ...cause,
      text: texts[at++] ?? cause.text,
      children: cause.children.map(reword),
    });
    return { ...graph, bones: graph.bones.map((bone) => ({ ...bone, causes: bone.causes.map(reword) })) };
  });

export const anyOptions: fc.Arbitrary<LayoutOptions> = fc
  .record({
    unit: fc.oneof(fc.integer({ min: 1, max: 80 }), fc.double({ min: 1, max: 400, noNaN: true })),
    wide: fc.double({ min: 0.1, max: 30, noNaN: true }),
    lines: fc.integer({ min: 1, max: 8 }),
  })
  .map(({ unit, wide, lines }) => ({ unit, wrap: unit * wide, lines }));
