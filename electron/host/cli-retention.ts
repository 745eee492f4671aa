import type { Command } from 'commander';
import { memberIdSchema, reviewIdSchema } from '../../shared/domain/ids.ts';
import type { Retained } from '../../shared/domain/retention/due.ts';
import { WorkspaceFault } from './fault.ts';
import type { RetentionService } from './retention-service.ts';
import { commandPort, expectWorkspace, withWorkspace, workspaceFolder } from './with-workspace.ts';

type Options = { readonly workspace?: string; readonly json?: boolean };
type Because = Options & { readonly reason: string; readonly by: string };

const print = (text: string): void => void process.stdout.write(`${text}\n`);

/** Adds `hotwash retention list|tend|hold|lift`. */
export function registerRetention(program: Command): void {
  const retention = program
    .command('retention')
    .description('what is kept and until when: recordings, transcripts, records; holds');
  const add = (name: string, about: string, exits: string): Command =>
    retention
      .command(name)
      .description(about)
      .option('--workspace <folder>', "the workspace (default: the app's)")
      .option('--json', 'print one JSON object')
      .addHelpText('after', `\nExit: ${exits}; 2 no such workspace, or an argument that cannot be read.`);
  add('list', 'everything that is kept, what is deleted next first', '0').action((options: Options) =>
    within(options, async (service) => {
      const kept = (await service.list()).toSorted((a, b) => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity));
      print(options.json === true ? JSON.stringify({ kept: kept.map(toJson) }) : kept.map(lineOf).join('\n'));
      return 0;
    }),
  );
  add('tend', 'delete what is due now', '0; 1 something would not go').action((options: Options) =>
    within(options, async (service) => {
      const { deleted, failed } = await service.tend();
      if (options.json === true) print(JSON.stringify({ deleted: deleted.map(toJson), failed: failed.length }));
      else for (const each of deleted) print(`deleted ${each.kind} ${each.id} of ${each.review}`);
      for (const { kept, message } of failed)
        process.stderr.write(`${kept.kind} ${kept.id} of ${kept.review} is still there: ${message}\n`);
      return failed.length === 0 ? 0 : 1;
    }),
  );
  const because = (command: Command): Command =>
    command
      .requiredOption('--reason <words>', 'why; it is kept')
      .requiredOption('--by <member>', 'who of the roster decides it');
  because(add('hold', 'keep everything of a review until it is lifted', '0; 1 refused'))
    .argument('<review>')
    .action((review: string, options: Because) =>
      within(options, (service) =>
        told(service.place({ review: parsed(reviewIdSchema.safeParse(review)), ...decided(options) })),
      ),
    );
  because(add('lift', 'lift a hold; list names them', '0; 1 refused'))
    .argument('<hold>')
    .action((hold: string, options: Because) =>
      within(options, (service) => told(service.lift({ hold, ...decided(options) }))),
    );
}

async function within(options: Options, work: (service: RetentionService) => Promise<number>): Promise<void> {
  await expectWorkspace(workspaceFolder(options.workspace));
  process.exitCode = await withWorkspace(options.workspace, commandPort, ({ retention }) => work(retention));
}

async function told(answer: ReturnType<RetentionService['lift']>): Promise<number> {
  const done = await answer;
  if (!done.ok) process.stderr.write(`${done.error.message} ${done.error.satisfy ?? ''}\n`);
  return done.ok ? 0 : 1;
}

const decided = ({ reason, by }: Because) => ({ reason, by: parsed(memberIdSchema.safeParse(by)) });

function parsed<T>(read: { readonly success: true; readonly data: T } | { readonly success: false }): T {
  if (!read.success) throw new WorkspaceFault('That is no id of a review or a member.');
  return read.data;
}

const day = (at: number | null): string => (at === null ? 'not yet counted' : new Date(at).toISOString().slice(0, 10));

const lineOf = ({ kind, review, id, dueAt, holds }: Retained): string =>
  [
    day(dueAt).padEnd(15),
    kind.padEnd(10),
    review,
    ...(kind === 'record' ? [] : [id]),
    ...holds.map((hold) => `on hold ${hold.id}: ${hold.reason}`),
  ].join('  ');

const toJson = ({ kind, review, id, dueAt, holds }: Retained) => ({
  kind,
  review,
  id,
  dueAt: dueAt === null ? null : new Date(dueAt).toISOString(),
  holds: holds.map(({ id: hold, reason }) => ({ id: hold, reason })),
});
