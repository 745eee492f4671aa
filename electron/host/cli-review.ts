import { Option, type Command } from 'commander';
import { causeFormats, isPicture } from '../../shared/canvas/cause-formats.ts';
import { causesAsText } from '../../shared/canvas/export-formats.ts';
import { isCarried } from '../../shared/domain/cause/cause.ts';
import { reviewIdSchema } from '../../shared/domain/ids.ts';
import type { Review } from '../../shared/domain/review/review.ts';
import { reviewToDrawn } from '../../shared/projections/drawn-review.ts';
import { loadReportFonts } from '../export/verify-page.ts';
import { pictureFonts } from './cause-files.ts';
import { readWorkspace, type ReadReview } from './read-reviews.ts';
import { workspaceFolder } from './with-workspace.ts';

type Options = { readonly workspace?: string; readonly json?: boolean };

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const tell = (text: string): void => void process.stderr.write(`${text}\n`);

const exitHelp = `
Reads the workspace without opening it, so it may be open in the app meanwhile.
Exit: 0; 1 a history is broken, and what stands before the break is shown; 2 no such workspace or review.`;

const notations = causeFormats.filter((format) => !isPicture(format));

/** Adds `hotwash review list`, `hotwash review show ID` and `hotwash review causes ID`. */
export function registerReview(program: Command): void {
  const review = program.command('review').description('the reviews of a workspace');
  review
    .command('list')
    .description('one line per review: id, phase, release, title')
    .option('--workspace <folder>', "the workspace (default: the app's)")
    .option('--json', 'print one JSON object')
    .addHelpText('after', exitHelp)
    .action(async ({ workspace, json }: Options) => {
      const { reviews, broken } = await readWorkspace(workspaceFolder(workspace));
      if (broken !== undefined) tell(`The organisation's own history is broken: ${broken}`);
      for (const each of reviews) tellIfBroken(each);
      if (json === true) print(JSON.stringify({ reviews: reviews.map(summary) }));
      else for (const each of reviews) print(listLine(each));
      process.exitCode = broken !== undefined || reviews.some((each) => each.broken !== undefined) ? 1 : 0;
    });
  review
    .command('show')
    .description('one review as its journal has it')
    .argument('<id>')
    .option('--workspace <folder>', "the workspace (default: the app's)")
    .option('--json', 'print one JSON object')
    .addHelpText('after', exitHelp)
    .action(async (id: string, { workspace, json }: Options) => {
      const found = await findReview(id, workspace);
      if (found === undefined) return;
      const { review: read, broken } = found;
      if (json === true) print(JSON.stringify({ ...(read ?? { id }), ...(broken === undefined ? {} : { broken }) }));
      else if (read !== undefined) print(showText(read, broken !== undefined));
      process.exitCode = broken === undefined ? 0 : 1;
    });
  review
    .command('causes')
    .description('the causes of one review in another notation, as its record has them')
    .argument('<id>')
    .addOption(new Option('--as <notation>', 'which one').choices(notations).default('markdown'))
    .option('--workspace <folder>', "the workspace (default: the app's)")
    .addHelpText('after', exitHelp)
    .action(async (id: string, { workspace, as }: Options & { readonly as: (typeof notations)[number] }) => {
      const found = await findReview(id, workspace);
      if (found === undefined) return;
      const { review: read, broken } = found;
      if (read !== undefined) {
        const fonts = pictureFonts(await loadReportFonts());
        process.stdout.write(causesAsText(as, reviewToDrawn(read), read, fonts));
      }
      process.exitCode = broken === undefined ? 0 : 1;
    });
}

/** The review; where there is none that is said, and the command ends with 2. */
async function findReview(id: string, workspace: string | undefined): Promise<ReadReview | undefined> {
  const { reviews } = await readWorkspace(workspaceFolder(workspace));
  const found = reviews.find((each) => each.id === id);
  if (found !== undefined) {
    tellIfBroken(found);
    return found;
  }
  tell(
    reviewIdSchema.safeParse(id).success
      ? 'There is no such review in this workspace.'
      : 'That is not a review id; they look like r-2026-118.',
  );
  process.exitCode = 2;
  return undefined;
}

function tellIfBroken({ id, broken }: ReadReview): void {
  if (broken === undefined) return;
  const sentence = /[.!?]$/.test(broken) ? broken : `${broken}.`;
  tell(`${id}: its history is broken: ${sentence} What stands before the break can be read but not continued.`);
}

function summary({ id, review, broken }: ReadReview): object {
  const { release, title, tier } = review ?? { release: null, title: null, tier: null };
  return { id, phase: phaseOf({ review, broken }), release, title, tier, ...(broken === undefined ? {} : { broken }) };
}

const listLine = ({ id, review, broken }: ReadReview): string =>
  [id, phaseOf({ review, broken }), review?.release ?? '', review?.title ?? ''].join('\t');

/** A phase of a history that was cut off is not the review's phase. */
const phaseOf = ({ review, broken }: Omit<ReadReview, 'id'>): string =>
  broken === undefined ? (review?.phase ?? '') : 'broken';

function showText(review: Review, isBroken: boolean): string {
  const supported = review.causes.filter(isCarried).length;
  const committed = review.actions.filter((action) => action.state.name === 'committed').length;
  const phase = isBroken ? `broken; the last phase that can be read is ${review.phase}` : review.phase;
  return [
    `${review.title} (${review.id}, ${review.tier} tier, ${phase})`,
    `release ${review.release}`,
    `${review.claims.length} claims, ${review.causes.length} causes (${supported} supported), ${committed} commitments`,
    `signed by ${review.signOffs.map((signOff) => `${signOff.member} as ${signOff.role}`).join(', ') || 'nobody yet'}`,
  ].join('\n');
}
