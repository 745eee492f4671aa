import { readFile } from 'node:fs/promises';
import type { RosterPerson } from '../../shared/domain/wording/finding.ts';
import { err, type Result } from '../../shared/lib/result.ts';
import { onDisk } from '../platform/files.ts';
import type { ReadFault } from './read-records.ts';
import { parseRoster } from './wording-roster.ts';

/** The people of a roster file named on the command line. */
export async function readRosterFile(file: string): Promise<Result<readonly RosterPerson[], ReadFault>> {
  const text = await onDisk(() => readFile(file, 'utf8'));
  return text.ok ? parseRoster(text.value) : err({ message: 'The roster file is not there or may not be read.' });
}
