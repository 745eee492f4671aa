import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallFault } from '../../shared/contract/procedures.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { baseName } from '../intake/carried-file.ts';
import type { CarriedFile } from '../platform/carried.ts';
import { toDiskFault } from '../platform/files.ts';
import { fail, toCallFault } from './fault.ts';

export type Carried = {
  readonly ticket: string;
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
};

/** Files that a window handed over and nobody took in yet. They wait in the workspace under a ticket, until the next start. */
export interface CarriedUploads {
  keep(name: string, body: AsyncIterable<Uint8Array>): Promise<Result<Carried, CallFault>>;
  file(ticket: string): Result<CarriedFile, CallFault>;
  /** Where it lies, for what has to be opened in place: a bundle. */
  path(ticket: string): Result<string, CallFault>;
}

export async function createCarriedUploads(workspaceDir: string): Promise<CarriedUploads> {
  const folder = join(workspaceDir, 'carried');
  await rm(folder, { recursive: true, force: true });
  const waiting = new Map<string, Carried>();
  const gone = fail('no-file', 'That file is no longer here. Choose it again.');
  return {
    keep: async (name, body) => {
      const ticket = randomBytes(16).toString('hex');
      const path = join(folder, ticket);
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const hash = createHash('sha256');
        const handle = await open(path, 'wx', 0o600);
        let bytes = 0;
        try {
          for await (const part of body) {
            hash.update(part);
            await handle.writeFile(part);
            bytes += part.length;
          }
        } finally {
          await handle.close();
        }
        const carried = { ticket, name: baseName(name), bytes, sha256: hash.digest('hex') };
        waiting.set(ticket, carried);
        return ok(carried);
      } catch (error) {
        await rm(path, { force: true });
        return err(toCallFault(toDiskFault(error)));
      }
    },
    path: (ticket) => (waiting.has(ticket) ? ok(join(folder, ticket)) : gone),
    file: (ticket) => {
      const carried = waiting.get(ticket);
      if (carried === undefined) return gone;
      const path = join(folder, ticket);
      return ok({
        name: carried.name,
        size: carried.bytes,
        open: () => createReadStream(path, { highWaterMark: 1 << 17 }),
      });
    },
  };
}
