import { join } from 'node:path';
import type { RosterPerson } from '../../shared/domain/wording/finding.ts';
import { isRecordValue } from '../../shared/formats/json-reader.ts';
import { foldWorkspaceLines } from '../../shared/projections/review-events.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { readJournals } from '../journal/read-journal.ts';
import { onDisk } from '../platform/files.ts';
import { readRecords, type ReadFault } from './read-records.ts';
import { expectWorkspace } from './with-workspace.ts';
import { workspaceStream } from './workspace-service.ts';

type Roster = Result<readonly RosterPerson[], ReadFault>;

const mostPeople = 10_000;
const listNames = ['members', 'roster', 'people', 'team', 'users', 'staff'];
const idNames = ['id', 'code', 'member', 'handle', 'username', 'login'];
const displayNames = ['display', 'displayName', 'display_name', 'name', 'fullName', 'full_name'];
const roleNames = ['role', 'title', 'function'];
const shapes =
  'A roster is a JSON list of names, a list of {"id", "display", "role"}, an object with such a list as "members", or a CSV table with the columns id and display.';

/** Reads a roster from a carried text: JSON in its likely shapes, or a CSV table with a header. */
export async function parseRoster(text: string): Promise<Roster> {
  const body = text.replace(/^\uFEFF/, '');
  if (body.trim() === '') return err({ message: `The roster is empty. ${shapes}` });
  if (!/^\s*[[{"]/.test(body)) return fromTable(body);
  try {
    return fromJson(JSON.parse(body));
  } catch {
    return /^\s*"/.test(body) ? fromTable(body) : err({ message: `The roster is not valid JSON. ${shapes}` });
  }
}

function fromJson(value: unknown): Roster {
  const list = Array.isArray(value) ? (value as readonly unknown[]) : isRecordValue(value) ? listIn(value) : undefined;
  if (list === undefined) return err({ message: `The roster names no people. ${shapes}` });
  return people(list, 'entry');
}

/** The list under a known name; else an object that maps codes to names. */
function listIn(value: { readonly [name: string]: unknown }): readonly unknown[] | undefined {
  const named = listNames.map((name) => value[name]).find((each) => each !== undefined);
  if (Array.isArray(named)) return named as readonly unknown[];
  const entries = Object.entries(isRecordValue(named) ? named : value);
  const isMap = entries.length > 0 && entries.every(([, each]) => typeof each === 'string' || isRecordValue(each));
  if (!isMap) return undefined;
  return entries.map(([id, each]) => (isRecordValue(each) ? { id, ...each } : { id, display: each }));
}

async function fromTable(text: string): Promise<Roster> {
  const rows: unknown[] = [];
  async function* whole(): AsyncIterable<string> {
    yield await Promise.resolve(text);
  }
  for await (const record of readRecords(text.slice(0, 4096), whole)) {
    if (!('values' in record)) return err({ message: `Row ${record.row} of the roster cannot be read. ${shapes}` });
    rows.push(
      Object.fromEntries(Object.entries(record.values).map(([name, cell]) => [name.trim().toLowerCase(), cell])),
    );
  }
  return rows.length === 0 ? err({ message: `The roster names no people. ${shapes}` }) : people(rows, 'row');
}

function people(list: readonly unknown[], called: string): Roster {
  if (list.length > mostPeople) return err({ message: `The roster has more than ${mostPeople} people.` });
  const found: RosterPerson[] = [];
  for (const [index, entry] of list.entries()) {
    const person = personOf(entry);
    if (person === undefined)
      return err({ message: `In the roster, ${called} ${index + 1} has neither an id nor a name. ${shapes}` });
    found.push(person);
  }
  return ok(found);
}

function personOf(entry: unknown): RosterPerson | undefined {
  if (typeof entry === 'string') return entry.trim() === '' ? undefined : { id: entry, display: entry };
  if (!isRecordValue(entry)) return undefined;
  const first = (names: readonly string[]): string | undefined =>
    names
      .flatMap((name) => [entry[name], entry[name.toLowerCase()]])
      .find((value): value is string => typeof value === 'string' && value.trim() !== '');
  const parts = [
    first(['first', 'firstName', 'first_name', 'given']),
    first(['last', 'lastName', 'last_name', 'surname']),
  ];
  const display = first(displayNames) ?? (parts.join(' ').trim() || undefined);
  const id = first(idNames) ?? display;
  if (id === undefined) return undefined;
  return { id: id.slice(0, 200), display: (display ?? id).slice(0, 200), role: first(roleNames) };
}

/** The people of a workspace, those who left among them; read beside the app that has it open. Throws WorkspaceFault. */
export async function workspaceRoster(folder: string): Promise<Roster> {
  await expectWorkspace(folder);
  const read = await onDisk(() => readJournals(join(folder, 'journals')));
  if (!read.ok) return err({ message: 'The workspace cannot be read. Check that its files may be read.' });
  const lines = read.value.find(({ stream }) => stream === workspaceStream)?.lines ?? [];
  const folded = foldWorkspaceLines(lines);
  return folded.ok
    ? ok(folded.value.members)
    : err({ message: `The workspace’s history is broken: ${folded.error.message}` });
}
