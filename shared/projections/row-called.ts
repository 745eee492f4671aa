import type { RowKind } from '../domain/release/rows.ts';
import type { ReviewPackage } from '../domain/review/package.ts';

/** Natural ids of this length are what people say (`INC-204`, `#481`); longer ones are hashes and paths. */
const longestSaid = 24;

const kindWords: { readonly [K in RowKind]?: string } = { change: 'commit', postmortem: 'post-mortem' };

/**
 * What a row that a package names is called by people, from the package alone: its own words where it holds the row, else
 * its kind with the id its source gave it (`incident P1`). A row's id itself is never shown.
 */
export function rowCalled(content: ReviewPackage, id: string, kind: RowKind | null): string {
  const ticket = content.tickets?.find((each) => each.id === id);
  if (ticket !== undefined) return `ticket: ${ticket.title}`;
  const handOff = content.handOffs?.find((each) => each.row === id);
  if (handOff !== undefined && kind !== 'postmortem') return `${wordOf(kindOf(content, id, kind))}: ${handOff.title}`;
  const exhibit = content.exhibits?.find((each) => each.row === id);
  if (exhibit !== undefined) return exhibit.text;
  const moment = content.timeline?.find((each) => each.row === id && each.kind === 'deployment');
  if (moment !== undefined) return `deployment ${moment.text}`;
  const word = wordOf(kindOf(content, id, kind));
  const natural = id.split(':').at(-1) ?? '';
  return natural === '' || natural.length > longestSaid ? `${word} without a name here` : `${word} ${natural}`;
}

function kindOf(content: ReviewPackage, id: string, kind: RowKind | null): RowKind | null {
  if (kind !== null) return kind;
  const among = (ids: readonly string[]): boolean => ids.includes(id);
  if (among(content.deployments)) return 'deployment';
  if (among(content.incidents)) return 'incident';
  return content.exhibits?.find((each) => each.row === id)?.kind ?? null;
}

const wordOf = (kind: RowKind | null): string => (kind === null ? 'row' : (kindWords[kind] ?? kind));
