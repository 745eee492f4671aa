import type { DrawnCause, DrawnGraph } from '../../../shared/canvas/drawn-graph.ts';

/** How large the subtree is that the bench drags, its own head included. */
export const carried = 247;
/** Id of that head. */
export const carriedId = 'carried';

const words =
  'pool limit halved by the new default canary watched errors not latency load test ran with old configuration failover of database retry budget spent cache cold after deploy flag on for all tenants queue grew past its bound health check answered too early'.split(
    ' ',
  );
const states = ['hypothesis', 'supported', 'hypothesis', 'validated', 'rejected', 'supported', 'stopped'] as const;

/**
 * So many causes on six bones, the same for every seed: most hang on a recent one, so that chains of whys and broad
 * questions both occur, eight deep at most. One subtree has exactly `carried` of them.
 */
export function makeCauses(count: number, seed = 7): DrawnGraph {
  const random = fromSeed(seed);
  const lot = (size: number, first: string): DrawnCause[] => grow(size, first, random);
  const bones = ['change', 'configuration', 'dependency', 'detection', 'process', 'environment'];
  const rest = count - carried;
  return {
    effect: { text: 'Checkout slow for 19 minutes after 4.18.0', small: '' },
    bones: bones.map((id, at) => {
      const size = Math.floor((rest * (at + 1)) / bones.length) - Math.floor((rest * at) / bones.length);
      const causes = lot(size, id);
      return { id, title: id, causes: at === 1 ? [...underOne(lot(carried - 1, carriedId)), ...causes] : causes };
    }),
  };
}

/** Everything else of the lot below one head. */
const underOne = (causes: readonly DrawnCause[]): readonly DrawnCause[] => [
  { ...cause(carriedId, 'Pool limit halved by the new default', 0), children: causes },
];

type Growing = { readonly cause: DrawnCause & { readonly children: DrawnCause[] }; readonly depth: number };

function grow(size: number, name: string, random: () => number): DrawnCause[] {
  const roots: DrawnCause[] = [];
  const open: Growing[] = [];
  for (let at = 0; at < size; at += 1) {
    const text = Array.from({ length: 3 + Math.floor(random() * 7) }, () => words[Math.floor(random() * words.length)]);
    const made = { ...cause(`${name}-${at}`, text.join(' '), Math.floor(random() * states.length)), children: [] };
    const back = Math.floor(random() ** 2 * Math.min(open.length, 60));
    const parent = random() < 0.08 ? undefined : open.at(-1 - back);
    if (parent === undefined || parent.depth >= 7) roots.push(made);
    else parent.cause.children.push(made);
    open.push({ cause: made, depth: parent === undefined || parent.depth >= 7 ? 0 : parent.depth + 1 });
  }
  return roots;
}

const cause = (id: string, text: string, state: number): DrawnCause => ({
  id,
  text,
  state: states[state] ?? 'hypothesis',
  small: state % 2 === 0 ? 'needs evidence' : '2 pieces',
  kind: 'cause',
  gate: 'none',
  links: [],
  children: [],
});

/** Park and Miller's generator: the same numbers on every machine. */
function fromSeed(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}
