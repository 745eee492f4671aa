import type { Command } from 'commander';
import { cp, rename, rm, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { reviewIdSchema } from '../../shared/domain/ids.ts';
import { bundleName } from '../../shared/record/names.ts';
import { zipBundle } from '../export/zip-bundle.ts';
import type { Services } from './services.ts';
import type { ShellPort } from './shell-port.ts';
import { withWorkspace } from './with-workspace.ts';

const tell = (text: string): void => void process.stderr.write(`${text}\n`);

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
    .addHelpText('after', '\nExit: 0 written; 1 the review is not closed, or OUT exists; 2 no such review.')
    .action(async (id: string, out: string, options: { readonly workspace?: string }) => {
      process.exitCode = await withWorkspace(options.workspace, port, (services) =>
        exportRecord(services, id, resolve(out)),
      );
    });
}

async function exportRecord(services: Services, id: string, out: string): Promise<number> {
  const review = reviewIdSchema.safeParse(id);
  if (!review.success) {
    tell('That is not a review id; they look like r-2026-118.');
    return 2;
  }
  const written = await services.records.write(review.data);
  if (!written.ok) {
    tell(written.error.message);
    return written.error.code === 'no-review' ? 2 : 1;
  }
  if ((await stat(out).catch(() => undefined)) !== undefined) {
    tell('OUT exists already; nothing was overwritten. Choose another name.');
    return 1;
  }
  const folder = services.records.folder(review.data);
  if (out.endsWith('.zip')) {
    const zipped = await zipBundle(folder, bundleName(review.data), out);
    if (!zipped.ok) tell(zipped.error.message);
    return zipped.ok ? 0 : 1;
  }
  const draft = `${out}.writing`;
  await rm(draft, { recursive: true, force: true });
  await cp(folder, draft, { recursive: true });
  await rename(draft, out);
  return 0;
}
