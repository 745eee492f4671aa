import type { Command } from 'commander';
import { cp, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { reviewIdSchema, type ReviewId } from '../../shared/domain/ids.ts';
import { bundleName } from '../../shared/record/names.ts';
import { exists } from '../export/bag-files.ts';
import { zipBundle } from '../export/zip-bundle.ts';
import { onDisk } from '../platform/files.ts';
import { verifyBundle } from '../verifier/verify-bundle.ts';
import { WorkspaceFault } from './fault.ts';
import type { ShellPort } from './shell-port.ts';
import { expectWorkspace, withWorkspace, workspaceFolder } from './with-workspace.ts';

const tell = (text: string): void => void process.stderr.write(`${text}\n`);

const exitHelp = `
A record that is there already is copied even while the workspace is open in the app.
Exit: 0 written; 1 the review is not closed, OUT exists, or the disk said no; 2 no such workspace or review.`;

/** Adds `hotwash record export ID OUT`. */
export function registerRecord(program: Command, port: ShellPort): void {
  program
    .command('record')
    .description('signed records')
    .command('export')
    .description('copy a closed review’s record out: a folder, or a zip where OUT ends in .zip')
    .argument('<id>')
    .argument('<out>')
    .option('--workspace <folder>', "the workspace (default: the app's)")
    .addHelpText('after', exitHelp)
    .action(async (id: string, out: string, { workspace }: { readonly workspace?: string }) => {
      process.exitCode = await exportRecord(workspaceFolder(workspace), id, resolve(out), port);
    });
}

async function exportRecord(workspace: string, id: string, out: string, port: ShellPort): Promise<number> {
  const review = reviewIdSchema.safeParse(id);
  if (!review.success) {
    tell('That is not a review id; they look like r-2026-118.');
    return 2;
  }
  await expectWorkspace(workspace);
  if ((await stat(out).catch(() => undefined)) !== undefined) {
    tell('OUT exists already; nothing was overwritten. Choose another name.');
    return 1;
  }
  const folder = join(workspace, 'records', bundleName(review.data));
  const ready = await writeRecord(workspace, review.data, folder, port);
  return ready === 0 ? copyRecord(folder, bundleName(review.data), out) : ready;
}

/** Sees that the record is there. One that is there already can be read although the workspace cannot be opened. */
async function writeRecord(workspace: string, review: ReviewId, folder: string, port: ShellPort): Promise<0 | 1 | 2> {
  try {
    return await withWorkspace(workspace, port, async ({ records }) => {
      const written = await records.write(review);
      if (written.ok) return 0;
      tell(written.error.message);
      return written.error.code === 'no-review' ? 2 : 1;
    });
  } catch (error) {
    if (!(error instanceof WorkspaceFault) || !(await exists(join(folder, 'bagit.txt')))) throw error;
    return 0;
  }
}

const tries = 5;

/** Copies the record and looks whether the copy is whole: the app may add a sign-off meanwhile. */
async function copyRecord(folder: string, name: string, out: string): Promise<number> {
  const draft = `${out}.writing`;
  try {
    for (let attempt = 1; ; attempt += 1) {
      const copied = await onDisk(async () => {
        await rm(draft, { recursive: true, force: true });
        await cp(folder, draft, { recursive: true });
      });
      if (!copied.ok) {
        tell('OUT cannot be written there. Look at the disk, or choose another place.');
        return 1;
      }
      const { exit, findings } = await verifyBundle(draft, { bagOnly: true });
      if (exit === 0) break;
      if (attempt === tries) {
        tell(`The record does not hold, so it was not copied. ${findings[0]?.message ?? ''}`);
        return 1;
      }
      await sleep(200);
    }
    if (!out.endsWith('.zip')) {
      await rename(draft, out);
      return 0;
    }
    const zipped = await zipBundle(draft, name, out);
    if (!zipped.ok) tell(zipped.error.message);
    return zipped.ok ? 0 : 1;
  } finally {
    await onDisk(() => rm(draft, { recursive: true, force: true }));
  }
}
