import type { Command } from 'commander';
import { dayInZone } from '../../shared/domain/day.ts';
import type { Review } from '../../shared/domain/review/review.ts';
import type { Workspace } from '../../shared/domain/workspace/workspace.ts';
import { countOf } from '../../shared/meeting/quantity.ts';
import { readActions } from '../../shared/projections/actions-board.ts';
import { boardCsv, githubMarkdown, jiraCsv, openCommitments } from '../../shared/projections/actions-export.ts';
import { actionsIcs } from '../../shared/projections/actions-ics.ts';
import { systemClock } from '../platform/clock.ts';
import { writeFileAtomic } from '../platform/files.ts';
import { readOrganisation, readWorkspace } from './read-reviews.ts';
import { workspaceFolder } from './with-workspace.ts';

const formats = ['csv', 'jira', 'ics', 'github'] as const;
type Format = (typeof formats)[number];
type Options = { readonly workspace?: string; readonly format: string };

const tell = (text: string): void => void process.stderr.write(`${text}\n`);

/** Adds `hotwash actions export --format csv|jira|ics|github OUT`. */
export function registerActions(program: Command): void {
  program
    .command('actions')
    .description('what reviews promised, and what became of it')
    .command('export')
    .description('writes the action items of closed reviews to a file')
    .argument('<out>', 'the file to write')
    .option('--workspace <folder>', "the workspace (default: the app's)")
    .option('--format <format>', 'csv, jira, ics or github', 'csv')
    .addHelpText(
      'after',
      `
csv     every item with its state
jira    open commitments for Jira's CSV import; its date format is yyyy-MM-dd
ics     every commitment as a task of a calendar (VTODO)
github  open commitments as GitHub issues, one after the other, each with its front matter
Reads the workspace without opening it, so it may be open in the app meanwhile.
Exit: 0; 1 a review's history is broken, and what stands before the break is in the file; 2 no such workspace or format, or the file cannot be written.`,
    )
    .action(exportActions);
}

async function exportActions(out: string, { workspace, format }: Options): Promise<void> {
  const wanted = formats.find((each) => each === format);
  if (wanted === undefined) {
    tell(`There is no format ${format}. Choose ${formats.join(', ')}.`);
    process.exitCode = 2;
    return;
  }
  const folder = workspaceFolder(workspace);
  const organisation = await readOrganisation(folder);
  const { reviews, broken } = await readWorkspace(folder);
  for (const each of reviews) if (each.broken !== undefined) tell(`${each.id}: its history is broken: ${each.broken}`);
  const read = reviews.flatMap(({ review }) => review ?? []);
  const { text, count } = render(wanted, read, organisation, systemClock.wall());
  const isWritten = await writeFileAtomic(out, text, 0o644).then(
    () => true,
    () => false,
  );
  if (!isWritten) {
    tell('The file could not be written there. Name another.');
    process.exitCode = 2;
    return;
  }
  tell(`${countOf(count, 'item')} written.`);
  process.exitCode = broken !== undefined || reviews.some((each) => each.broken !== undefined) ? 1 : 0;
}

function render(
  format: Format,
  reviews: readonly Review[],
  organisation: Workspace,
  now: number,
): { readonly text: string; readonly count: number } {
  const readings = readActions(reviews, organisation, dayInZone(now, organisation.zone));
  switch (format) {
    case 'csv':
      return { text: boardCsv(readings), count: readings.length };
    case 'jira':
      return { text: jiraCsv(readings), count: openCommitments(readings).length };
    case 'github':
      return { text: githubMarkdown(readings), count: openCommitments(readings).length };
    case 'ics':
      return {
        text: actionsIcs(reviews, organisation, now),
        count: readings.filter(({ kind }) => kind === 'commitment').length,
      };
  }
}
