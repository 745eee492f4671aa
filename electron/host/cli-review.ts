import type { Command } from 'commander';
import { reviewIdSchema } from '../../shared/domain/ids.ts';
import type { Review } from '../../shared/domain/review/review.ts';
import { commandPort, withWorkspace } from './with-workspace.ts';

type Options = { readonly workspace?: string; readonly json?: boolean };

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const tell = (text: string): void => void process.stderr.write(`${text}\n`);

/** Adds `hotwash review list` and `hotwash review show ID`. */
export function registerReview(program: Command): void {
  const review = program.command('review').description('the reviews of a workspace');
  review
    .command('list')
    .description('one line per review: id, phase, release, title')
    .option('--workspace <folder>', "the workspace (default: the app's)")
    .option('--json', 'print one JSON object')
    .action(async ({ workspace, json }: Options) => {
      await withWorkspace(workspace, commandPort, async ({ reviews }) => {
        const all = reviews.ids().flatMap((id) => {
          const read = reviews.read(id);
          if (!read.ok) tell(`${id}: ${read.error.message}`);
          return read.ok ? [read.value.review] : [];
        });
        if (json === true) print(JSON.stringify({ reviews: all.map(summary) }));
        else for (const each of all) print(`${each.id}\t${each.phase}\t${each.release}\t${each.title}`);
      });
    });
  review
    .command('show')
    .description('one review as its journal has it')
    .argument('<id>')
    .option('--workspace <folder>', "the workspace (default: the app's)")
    .option('--json', 'print one JSON object')
    .action(async (id: string, { workspace, json }: Options) => {
      process.exitCode = await withWorkspace(workspace, commandPort, async ({ reviews }) => {
        const parsed = reviewIdSchema.safeParse(id);
        const read = parsed.success ? reviews.read(parsed.data) : undefined;
        if (read?.ok !== true) {
          tell(read === undefined ? 'That is not a review id; they look like r-2026-118.' : read.error.message);
          return 2;
        }
        print(json === true ? JSON.stringify(read.value.review) : showText(read.value.review));
        return 0;
      });
    });
}

const summary = ({ id, phase, release, title, tier }: Review) => ({ id, phase, release, title, tier });

function showText(review: Review): string {
  const supported = review.causes.filter((cause) => cause.state.name === 'supported').length;
  const committed = review.actions.filter((action) => action.state.name === 'committed').length;
  return [
    `${review.title} (${review.id}, ${review.tier} tier, ${review.phase})`,
    `release ${review.release}`,
    `${review.claims.length} claims, ${review.causes.length} causes (${supported} supported), ${committed} commitments`,
    `signed by ${review.signOffs.map((signOff) => `${signOff.member} as ${signOff.role}`).join(', ') || 'nobody yet'}`,
  ].join('\n');
}
