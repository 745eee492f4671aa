import type { RosterPerson } from '../../shared/domain/wording/finding.ts';
import { err, type Result } from '../../shared/lib/result.ts';
import { readNamedFile } from '../platform/named-file.ts';
import type { ReadFault } from './read-records.ts';
import { parseRoster } from './wording-roster.ts';

/** Bytes. */
const largestRoster = 16 << 20;

/** The people of a roster file named on the command line. */
export async function readRosterFile(file: string): Promise<Result<readonly RosterPerson[], ReadFault>> {
  const read = await readNamedFile(file, largestRoster);
  return read.ok
    ? parseRoster(read.value.toString('utf8'))
    : err({ message: 'The roster file is not there or may not be read.' });
}
