import { canonicalJson } from '../journal/canonical-json.ts';
import { sha256Hex } from '../journal/sha256.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { rosterSchema, type HashedRoster, type Roster } from '../domain/workspace/roster-document.ts';

export type RosterFault = { readonly code: 'no-roster'; readonly message: string };

/** The canonical bytes (as text) that a roster's keepers sign. */
export const rosterText = (roster: Roster): string => canonicalJson(roster);

/** SHA-256 of the payload, in hex: what the next version and every sign-off name. */
export const hashRoster = (roster: Roster): HashedRoster => ({ roster, sha256: sha256Hex(rosterText(roster)) });

/** Reads a roster's payload. It must be in its one canonical form; whoever signed it is another question. */
export function readRoster(payload: string): Result<HashedRoster, RosterFault> {
  const no = (why: string): Result<never, RosterFault> =>
    err({ code: 'no-roster', message: `This is no roster of Hotwash: ${why}. Nothing was taken.` });
  let value: unknown;
  try {
    value = JSON.parse(payload);
  } catch {
    return no('it is no JSON');
  }
  const read = rosterSchema.safeParse(value);
  if (!read.success)
    return no(`${read.error.issues[0]?.path.join('.') ?? 'something'} is missing or not as it should be`);
  if (rosterText(read.data) !== payload) return no('it is not in canonical form');
  return ok({ roster: read.data, sha256: sha256Hex(payload) });
}

/** `roster-3.dsse.json`: its name in the workspace's rosters and in a record's trust folder. */
export const rosterFileName = (version: number): string => `roster-${version}.dsse.json`;
