import type { CauseState } from '../domain/cause/cause.ts';
import type { DrawnCause, DrawnGraph } from './drawn-graph.ts';

type StateName = CauseState['name'];

/** In the order in which they are told of: what stands first, then what is open, then what fell. */
export const stateNames: readonly StateName[] = ['validated', 'supported', 'hypothesis', 'rejected', 'stopped'];

/** How a state is called where it is read alone. */
export const stateWords: { readonly [S in StateName]: string } = {
  validated: 'validated',
  supported: 'supported',
  hypothesis: 'hypothesis',
  rejected: 'rejected',
  stopped: 'not pursued',
};

/** Every cause of the graph with its depth below its bone (0), in reading order. */
export function drawnCauses(graph: DrawnGraph): readonly { readonly cause: DrawnCause; readonly depth: number }[] {
  const found: { cause: DrawnCause; depth: number }[] = [];
  const open = graph.bones.flatMap(({ causes }) => causes.map((cause) => ({ cause, depth: 0 }))).toReversed();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    found.push(next);
    const { cause, depth } = next;
    for (const child of cause.children.toReversed()) open.push({ cause: child, depth: depth + 1 });
  }
  return found;
}

/** `24 causes: 2 validated, 22 hypothesis`; `No cause yet.` where there is none. */
export function stateCountText(graph: DrawnGraph): string {
  const causes = drawnCauses(graph);
  if (causes.length === 0) return 'No cause yet';
  const counts = stateNames.flatMap((state) => {
    const found = causes.filter(({ cause }) => cause.state === state).length;
    return found === 0 ? [] : [`${found} ${stateWords[state]}`];
  });
  return `${causes.length} ${causes.length === 1 ? 'cause' : 'causes'}: ${counts.join(', ')}`;
}
