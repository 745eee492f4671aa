import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ReviewId } from '../../shared/domain/ids.ts';
import { fsyncDirectory, onDisk, readFileIfAny } from '../platform/files.ts';
import { err } from '../../shared/lib/result.ts';
import { toCallFault } from './fault.ts';
import { recordFolder } from './record-parts.ts';
import type { KeptShelf } from './retention-service.ts';
import type { ReviewService } from './review-service.ts';

type Parts = { readonly workspaceDir: string; readonly reviews: Pick<ReviewService, 'ids' | 'read'> };

/**
 * Records as retention sees them: the bundle with its signatures, redacted copies, signed PDFs, waiting timestamps and
 * the sealed package. Their clock runs from the closing. The review's journal stays: what was said in it is erased by a
 * person's signature alone (docs/history.md).
 */
export function createRecordShelf({ workspaceDir, reviews }: Parts): KeptShelf {
  const leavings = join(workspaceDir, 'records', '.deleted');
  return {
    kind: 'record',
    all: async () => {
      const kept = [];
      for (const review of reviews.ids()) {
        const manifest = await readFileIfAny(join(recordFolder(workspaceDir, review), 'manifest-sha256.txt'));
        if (manifest === undefined) continue;
        const read = reviews.read(review);
        const since = read.ok ? read.value.review.closedAt : null;
        const sha256 = createHash('sha256').update(manifest).digest('hex');
        kept.push({ kind: 'record' as const, review, id: review, since, sha256 });
      }
      return kept;
    },
    remove: async ({ review }) => {
      const removed = await onDisk(async () => {
        await mkdir(leavings, { recursive: true, mode: 0o700 });
        // Moved away in one step each, so that a kill leaves no half of a signed bundle where one is looked for.
        for (const path of await everythingOf(workspaceDir, review as ReviewId))
          await rename(path, join(leavings, path.slice(workspaceDir.length).replaceAll(/[/\\]/g, '_'))).catch(ifThere);
        await fsyncDirectory(join(workspaceDir, 'records'));
        await rm(leavings, { recursive: true, force: true });
      });
      return removed.ok ? removed : err(toCallFault(removed.error));
    },
  };
}

async function everythingOf(workspaceDir: string, review: ReviewId): Promise<string[]> {
  const bundle = recordFolder(workspaceDir, review);
  const records = dirname(bundle);
  const beside = (await readdir(records)).filter((name) => name.startsWith(`redacted-${review}.`));
  return [
    bundle,
    ...beside.map((name) => join(records, name)),
    join(workspaceDir, 'packages', review),
    join(workspaceDir, 'timestamps', review),
  ];
}

const ifThere = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'ENOENT') throw error;
};
