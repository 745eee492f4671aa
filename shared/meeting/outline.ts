import { categories, carryingEvidence, type Cause, type Category } from '../domain/cause/cause.ts';
import { childrenByParent } from '../domain/cause/cause-graph.ts';
import { assertNever } from '../lib/invariant.ts';

/**
 * One visible row of the cause outline, in reading order: bone by bone, each cause before what hangs below it. Level,
 * position and set size are 1-based, as ARIA counts; on the first level they count within a bone.
 */
export type OutlineRow = {
  readonly cause: Cause;
  readonly level: number;
  readonly position: number;
  readonly setSize: number;
  readonly children: number;
  readonly expanded: boolean;
};

/** Flattens the causes, leaving out what lies below a folded one. Linear in their number, however deep they hang. */
export function outlineRows(causes: readonly Cause[], folded: ReadonlySet<string>): readonly OutlineRow[] {
  const below = childrenByParent(causes);
  const rows: OutlineRow[] = [];
  const open = bonesOf(below.get(null) ?? [])
    .toReversed()
    .map((siblings) => ({ siblings, next: 0, level: 1 }));
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const { siblings, level } = top;
    const cause = siblings[top.next++];
    if (cause === undefined) {
      open.pop();
      continue;
    }
    const children = below.get(cause.id) ?? [];
    const expanded = children.length > 0 && !folded.has(cause.id);
    const row = { cause, level, position: top.next, setSize: siblings.length, children: children.length, expanded };
    rows.push(row);
    if (expanded) open.push({ siblings: children, next: 0, level: level + 1 });
  }
  return rows;
}

/** The causes of the first level, one list for each bone that has some, in the bones' order. */
const bonesOf = (first: readonly Cause[]): readonly (readonly Cause[])[] =>
  categories.map((category) => first.filter((cause) => cause.category === category)).filter((bone) => bone.length > 0);

/** The causes among which a place is: below one parent, and on the first level on one bone. */
export const siblingsAt = (causes: readonly Cause[], parent: string | null, category: Category): readonly Cause[] =>
  causes.filter((each) => each.parent === parent && (parent !== null || each.category === category));

export type CauseMove = {
  readonly parent: string | null;
  readonly category: Category;
  readonly before: string | null;
};

/**
 * Where a key moves a cause to; undefined when there is no such place. On the first level up and down go on to the
 * neighbouring bone.
 */
export function keyMove(
  causes: readonly Cause[],
  id: string,
  direction: 'up' | 'down' | 'in' | 'out',
): CauseMove | undefined {
  const cause = causes.find((each) => each.id === id);
  if (cause === undefined) return undefined;
  const { parent, category } = cause;
  const siblings = siblingsAt(causes, parent, category);
  const index = siblings.indexOf(cause);
  switch (direction) {
    case 'up': {
      const above = siblings[index - 1];
      return above === undefined ? ontoBone(causes, cause, -1) : { parent, category, before: above.id };
    }
    case 'down': {
      if (siblings[index + 1] === undefined) return ontoBone(causes, cause, 1);
      return { parent, category, before: siblings[index + 2]?.id ?? null };
    }
    case 'in': {
      const above = siblings[index - 1];
      return above && { parent: above.id, category: above.category, before: null };
    }
    case 'out': {
      const above = causes.find((each) => each.id === parent);
      if (above === undefined) return undefined;
      const uncles = siblingsAt(causes, above.parent, above.category);
      const before = uncles[uncles.indexOf(above) + 1]?.id ?? null;
      return { parent: above.parent, category: above.category, before };
    }
    default:
      return assertNever(direction);
  }
}

/** To the end of the bone above, or the head of the one below. */
function ontoBone(causes: readonly Cause[], cause: Cause, by: 1 | -1): CauseMove | undefined {
  const category = cause.parent === null ? categories[categories.indexOf(cause.category) + by] : undefined;
  if (category === undefined) return undefined;
  const before = by === 1 ? (siblingsAt(causes, null, category)[0]?.id ?? null) : null;
  return { parent: null, category, before };
}

/** The bone after this one; after the last comes the first. */
export const boneAfter = (category: Category): Category =>
  categories[(categories.indexOf(category) + 1) % categories.length] ?? category;

/** What a cause still needs, in the fewest words: the small text beside it on every screen. */
export function causeSupportText(cause: Cause): string {
  if (cause.state.name === 'rejected') return `rejected: ${cause.state.reason}`;
  if (cause.state.name === 'stopped') return `not pursued: ${cause.state.reason}`;
  const carrying = carryingEvidence(cause).length;
  const against = cause.evidence.filter((piece) => piece.bearing === 'contradicts').length;
  const speaksAgainst = against === 0 ? '' : `, ${against} against`;
  const pieces = `${carrying} ${carrying === 1 ? 'piece' : 'pieces'} of evidence`;
  if (cause.state.name === 'validated')
    return `validated: ${pieces}, ${cause.state.checks.length} checks${speaksAgainst}`;
  if (cause.state.name === 'supported') return `supported by ${pieces}${speaksAgainst}`;
  if (carrying > 0) return `hypothesis with ${pieces}${speaksAgainst}`;
  const told = cause.evidence.some((piece) => piece.bearing === 'supports');
  return `${told ? 'hypothesis: testimony alone' : 'hypothesis: needs evidence'}${speaksAgainst}`;
}

/**
 * The same on a canvas, where the line under the text tells the state: `2 pieces, 4 checks`, `needs evidence, AND of 3`.
 * `children` hang directly below it; where they are folded away their number is told.
 */
export function causeCanvasText(cause: Cause, children = 0, expanded = true): string {
  const carrying = carryingEvidence(cause).length;
  const against = cause.evidence.filter((piece) => piece.bearing === 'contradicts').length;
  const pieces = `${carrying} ${carrying === 1 ? 'piece' : 'pieces'}`;
  return [
    cause.kind === 'condition' ? 'condition' : '',
    stateText(cause, carrying, pieces),
    against > 0 ? `${against} against` : '',
    cause.gate === 'none' || children === 0 ? '' : `${cause.gate.toUpperCase()} of ${children}`,
    expanded || children === 0 ? '' : `+${children} below`,
  ]
    .filter(Boolean)
    .join(', ');
}

function stateText({ state, evidence }: Cause, carrying: number, pieces: string): string {
  switch (state.name) {
    case 'rejected':
      return withoutStop(state.reason);
    case 'stopped':
      return `stopped: ${withoutStop(state.reason)}`;
    case 'validated':
      return `${pieces}, ${state.checks.length} checks`;
    case 'supported':
      return pieces;
    case 'hypothesis':
      if (carrying > 0) return `${pieces}, not judged`;
      return evidence.some((piece) => piece.bearing === 'supports') ? 'testimony alone' : 'needs evidence';
    default:
      return assertNever(state);
  }
}

/** A sentence that a comma may follow; dots that mean more than its end stay. */
const withoutStop = (text: string): string => text.trimEnd().replace(/(?<![.\s])\.$/u, '');
