import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallFault } from '../../shared/contract/procedures.ts';
import type { PublishedRoster } from '../../shared/domain/workspace/roster-keys.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { rosterFileName } from '../../shared/record/roster.ts';
import { errorCode, onDisk, readFileIfAny, writeFileAtomic } from '../platform/files.ts';
import { openRoster, rosterEnvelope, type SignedRoster } from '../signing/roster.ts';
import { fail, toCallFault } from './fault.ts';

const draftName = 'draft.dsse.json';

/** The workspace's folder of rosters: every published version as a file, and the draft of the next. */
export function createRosterStore(workspaceDir: string) {
  const folder = join(workspaceDir, 'rosters');

  async function read(name: string): Promise<Result<SignedRoster | undefined, CallFault>> {
    const file = await onDisk(() => readFileIfAny(join(folder, name)));
    if (!file.ok) return err(toCallFault(file.error));
    if (file.value === undefined) return ok(undefined);
    const opened = openRoster(file.value.toString('utf8'));
    return opened.ok ? opened : err(toCallFault(opened.error));
  }

  async function write(name: string, roster: SignedRoster): Promise<Result<void, CallFault>> {
    const written = await onDisk(() => writeFileAtomic(join(folder, name), rosterEnvelope(roster), 0o644));
    return written.ok ? written : err(toCallFault(written.error));
  }

  return {
    draft: async (): Promise<Result<SignedRoster | undefined, CallFault>> => {
      const draft = await read(draftName);
      // A draft that cannot be read binds nobody; whoever drafts again replaces it.
      return draft.ok || draft.error.code !== 'no-roster' ? draft : ok(undefined);
    },
    writeDraft: (draft: SignedRoster) => write(draftName, draft),
    removeDraft: async (): Promise<Result<void, CallFault>> => {
      const removed = await onDisk(() =>
        unlink(join(folder, draftName)).catch((error: unknown) => {
          if (errorCode(error) !== 'ENOENT') throw error;
        }),
      );
      return removed.ok ? removed : err(toCallFault(removed.error));
    },
    /** What lies under a version's name, whether it was published or not. */
    version: (version: number) => read(rosterFileName(version)),
    writeVersion: (roster: SignedRoster) => write(rosterFileName(roster.roster.version), roster),
    /** A published version; its bytes must be those that the workspace's journal names. */
    published: async ({ version, sha256 }: PublishedRoster): Promise<Result<SignedRoster, CallFault>> => {
      const found = await read(rosterFileName(version));
      if (!found.ok && found.error.code !== 'no-roster') return found;
      if (found.ok && found.value?.sha256 === sha256) return ok(found.value);
      return fail(
        'roster-damaged',
        `The published roster v${version} is missing or changed on this disk. Nothing was signed; import a copy of it, which is checked against the journal.`,
      );
    },
  };
}

export type RosterStore = ReturnType<typeof createRosterStore>;
