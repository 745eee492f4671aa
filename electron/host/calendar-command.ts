import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { reviewIdSchema, type ReviewId } from '../../shared/domain/ids.ts';
import { countOf } from '../../shared/meeting/quantity.ts';
import { WorkspaceFault } from './fault.ts';
import { commandPort, expectWorkspace, withWorkspace, workspaceFolder } from './with-workspace.ts';

type Options = { readonly workspace?: string; readonly review?: string };

const exitHelp = `
Writes an event for each review that has a date, a task for each time by which one is due, and a task for each
commitment. Times are in UTC; the same review has the same id in every file, so that a later file moves it.
Exit: 0; 2 no such workspace or review, or the file cannot be written.`;

/** Adds `hotwash calendar OUT.ics`. */
export function registerCalendar(program: Command): void {
  program
    .command('calendar')
    .description('reviews, due dates and commitments as a calendar file (iCalendar)')
    .argument('<out>', 'the file to write')
    .option('--workspace <folder>', "the workspace (default: the app's)")
    .option('--review <id>', 'of one review alone')
    .addHelpText('after', exitHelp)
    .action(async (out: string, { workspace, review }: Options) => {
      await expectWorkspace(workspaceFolder(workspace));
      const id = review === undefined ? null : readId(review);
      const file = await withWorkspace(workspace, commandPort, ({ calendar }) => calendar.file(id));
      if (!file.ok) throw new WorkspaceFault(file.error.message);
      await writeFile(out, file.value).catch(() => {
        throw new WorkspaceFault('The calendar could not be written there. Name another file.');
      });
      const components = file.value.match(/^BEGIN:V(EVENT|TODO)\r$/gm) ?? [];
      const events = components.filter((line) => line.includes('EVENT')).length;
      process.stderr.write(`${countOf(events, 'event')} and ${countOf(components.length - events, 'task')} written.\n`);
    });
}

function readId(text: string): ReviewId {
  const read = reviewIdSchema.safeParse(text);
  if (!read.success) throw new WorkspaceFault('That is not a review id; they look like r-2026-118.');
  return read.data;
}
