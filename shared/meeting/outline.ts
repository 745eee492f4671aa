import { assertNever } from '../lib/invariant.ts';
import type { Cause } from '../domain/cause/cause.ts';

/** One visible row of the cause outline, in reading order. Level, position and set size are 1-based, as ARIA counts. */
export type OutlineRow = {
  readonly cause: Cause;
  readonly level: number;
  readonly position: number;
  readonly setSize: number;
  readonly children: number;
  readonly expanded: boolean;
};

/** Flattens the causes below `parent`, leaving out what lies below a folded cause. */
export function outlineRows(
  causes: readonly Cause[],
  folded: ReadonlySet<string>,
  parent: string | null = null,
  level = 1,
): readonly OutlineRow[] {
  const siblings = causes.filter((cause) => cause.parent === parent);
  return siblings.flatMap((cause, index) => {
    const children = causes.filter((each) => each.parent === cause.id).length;
    const expanded = children > 0 && !folded.has(cause.id);
    const row = { cause, level, position: index + 1, setSize: siblings.length, children, expanded };
    return expanded ? [row, ...outlineRows(causes, folded, cause.id, level + 1)] : [row];
  });
}

export type CauseMove = {
  readonly parent: string | null;
  readonly category: Cause['category'];
  readonly before: string | null;
};

/** Where a key moves a cause to; undefined when there is no such place. */
export function keyMove(
  causes: readonly Cause[],
  id: string,
  direction: 'up' | 'down' | 'in' | 'out',
): CauseMove | undefined {
  const cause = causes.find((each) => each.id === id);
  if (cause === undefined) return undefined;
  const siblings = causes.filter((each) => each.parent === cause.parent);
  const index = siblings.indexOf(cause);
  const stay = { parent: cause.parent, category: cause.category };
  switch (direction) {
    case 'up': {
      const above = siblings[index - 1];
      return above && { ...stay, before: above.id };
    }
    case 'down':
      return siblings[index + 1] && { ...stay, before: siblings[index + 2]?.id ?? null };
    case 'in': {
      const above = siblings[index - 1];
      return above && { parent: above.id, category: above.category, before: null };
    }
    case 'out': {
      const parent = causes.find((each) => each.id === cause.parent);
      if (parent === undefined) return undefined;
      const uncles = causes.filter((each) => each.parent === parent.parent);
      const before = uncles[uncles.indexOf(parent) + 1]?.id ?? null;
      return { parent: parent.parent, category: parent.category, before };
    }
    default:
      return assertNever(direction);
  }
}

/** What a cause still needs, in the fewest words: the small text beside it on every screen. */
export function causeSupportText(cause: Cause): string {
  if (cause.state.name === 'rejected') return `rejected: ${cause.state.reason}`;
  if (cause.state.name === 'stopped') return `not pursued: ${cause.state.reason}`;
  const supporting = cause.evidence.filter((piece) => piece.bearing === 'supports');
  const testimony = supporting.filter((piece) => piece.locator.type === 'testimony').length;
  const carrying = supporting.length - testimony;
  const pieces = `${carrying} ${carrying === 1 ? 'piece' : 'pieces'} of evidence`;
  if (cause.state.name === 'validated') return `validated: ${pieces}, ${cause.state.checks.length} checks`;
  if (cause.state.name === 'supported') return `supported by ${pieces}`;
  if (carrying > 0) return `hypothesis with ${pieces}`;
  return testimony > 0 ? 'hypothesis: testimony alone' : 'hypothesis: needs evidence';
}
