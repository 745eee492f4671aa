import { text as readAll } from 'node:stream/consumers';
import type { Command } from 'commander';
import type { CallFault } from '../../shared/contract/procedures.ts';
import { sourceIdSchema } from '../../shared/domain/workspace/sources.ts';
import { fail } from './fault.ts';
import type { Services } from './services.ts';
import { commandPort, expectWorkspace, withWorkspace, workspaceFolder } from './with-workspace.ts';

type Common = { readonly workspace?: string; readonly json?: boolean };
type AddOptions = Common & {
  readonly title?: string;
  readonly id?: string;
  readonly set: readonly string[];
  readonly historyDays: string;
  readonly credentialStdin?: boolean;
};
type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: CallFault };

const print = (text: string): void => void process.stdout.write(`${text}\n`);

/** Adds `hotwash source add|list|remove|probe|credential`, for machines without a window. */
export function registerSource(program: Command): void {
  const source = program.command('source').description('the sources that are asked for release data');
  const common = (command: Command): Command =>
    command
      .option('--workspace <folder>', "the workspace (default: the app's)")
      .option('--json', 'print one JSON object')
      .addHelpText('after', '\nExit: 0 done; 1 refused, or the source did not answer; 2 no such workspace.');
  common(source.command('kinds').description('what can be added, and the fields of each')).action(kinds);
  common(
    source
      .command('add')
      .description('adds a source')
      .argument('<kind>', 'as `hotwash source kinds` lists them')
      .requiredOption('--set <field=value...>', 'a field of the source; once for each')
      .option('--title <text>', 'what it is called (default: the kind)')
      .option('--id <id>', 'what it goes by in the log and here (default: from the title)')
      .option('--history-days <days>', 'how far back it is read', '180')
      .option('--credential-stdin', 'read the credential from standard input; it is never an argument'),
  ).action(add);
  common(source.command('list').description('the sources, and how far each is read')).action(list);
  common(source.command('probe').description('asks a source what it can do').argument('<id>')).action(probe);
  common(source.command('remove').description('forgets a source; what it brought stays').argument('<id>')).action(
    remove,
  );
  common(
    source.command('credential').description('keeps the credential that is read from standard input').argument('<id>'),
  ).action(credential);
}

/** Runs in a workspace, which may begin with it, and prints the answer: as JSON, or in the words given. */
async function answerWith<T>(
  { workspace, json }: Common,
  work: (services: Services) => Promise<Answer<T>>,
  words: (value: T) => string,
  mayBegin = false,
): Promise<void> {
  if (!mayBegin) await expectWorkspace(workspaceFolder(workspace));
  const answer = await withWorkspace(workspace, commandPort, work);
  if (answer.ok) {
    print(json === true ? JSON.stringify(answer.value) : words(answer.value));
    return;
  }
  const { path, message } = answer.error;
  process.stderr.write(`${path === undefined ? '' : `${path.replace(/^config\./, '')}: `}${message}\n`);
  if (json === true) print(JSON.stringify({ error: answer.error }));
  process.exitCode = 1;
}

const kinds = (options: Common): Promise<void> =>
  answerWith(
    options,
    async ({ sources }) => ({ ok: true, value: { kinds: sources.kinds() } }),
    ({ kinds: all }) =>
      all
        .map(({ id, title, fields, credential: asks }) =>
          [
            `${id}: ${title}; credential ${asks}`,
            ...fields.map(
              ({ name, label, example, needed }) => `  ${name}${needed ? '' : ' (optional)'}: ${label}, as ${example}`,
            ),
          ].join('\n'),
        )
        .join('\n'),
  );

async function add(kind: string, options: AddOptions): Promise<void> {
  const { set, title, id, historyDays, credentialStdin } = options;
  const given = set.map((each) => each.split('=')).map(([field = '', ...value]) => [field, value.join('=')] as const);
  const days = Number(historyDays);
  const read = credentialStdin === true ? await readAll(process.stdin) : null;
  const named = id === undefined ? undefined : sourceIdSchema.safeParse(id);
  await answerWith(
    options,
    async ({ sources }) => {
      if (!Number.isInteger(days) || days < 1 || days > 3650)
        return fail('invalid-input', '--history-days takes a number of days from 1 to 3650.');
      if (named !== undefined && !named.success)
        return fail('invalid-input', `--id: ${named.error.issues[0]?.message ?? 'not an id'}`);
      return sources.add({
        connector: kind,
        title: title?.trim() === '' || title === undefined ? kind : title.trim().slice(0, 120),
        config: Object.fromEntries(given),
        historyDays: days,
        credential: read,
        ...(named === undefined ? {} : { id: named.data }),
      });
    },
    ({ id: added }) => `Added ${added}. Ask it what it can: hotwash source probe ${added}`,
    true,
  );
}

const list = (options: Common): Promise<void> =>
  answerWith(
    options,
    async ({ sources, workspace, intake }) => {
      const { sources: states } = await sources.states();
      const pulls = new Map(intake.pulls().map((pull) => [pull.source, pull]));
      const all = workspace.current().sources.map(({ id, title, connector, config }) => ({
        id,
        title,
        connector,
        config,
        hasCredential: states.find((state) => state.id === id)?.hasCredential ?? false,
        lastRead: toIso(pulls.get(id)?.read?.at),
        readUpTo: toIso(pulls.get(id)?.read?.watermark),
        missing: missingOf(pulls.get(id)?.failed ?? null),
      }));
      return { ok: true, value: { sources: all } };
    },
    ({ sources: all }) =>
      all.length === 0
        ? 'No source is configured.'
        : all
            .toSorted((a, b) => naturally(a.title, b.title))
            .map((each) => [each.id, each.connector, each.title, standingText(each)].join('\t'))
            .join('\n'),
  );

const naturally = new Intl.Collator('en', { numeric: true }).compare;

/** How far a source is read, as epoch times in ISO 8601: `lastRead` its last answer that was kept, `readUpTo` what that reached. */
type Reached = {
  readonly lastRead: string | null;
  readonly readUpTo: string | null;
  readonly missing: { readonly since: string | null; readonly message: string } | null;
};

/**
 * One moment each: up to where a source is read, or since when it is missing. Its last answer may be later than both, and
 * beside "missing since" would seem to contradict it.
 */
export function standingText({ lastRead, readUpTo, missing }: Reached): string {
  if (missing !== null) {
    const since = lastRead === null ? 'nothing ever came' : 'missing, not read whole before';
    return `${missing.since === null ? since : `missing since ${missing.since}`}: ${missing.message}`;
  }
  if (lastRead === null) return 'never read';
  return readUpTo === null ? `answered ${lastRead}, history still to come` : `read up to ${readUpTo}`;
}

const toIso = (at: number | null | undefined): string | null =>
  at === null || at === undefined ? null : new Date(at).toISOString();

const missingOf = (failed: { readonly message: string; readonly since: number | null } | null) =>
  failed === null ? null : { since: toIso(failed.since), message: failed.message };

const probe = (id: string, options: Common): Promise<void> =>
  answerWith(
    options,
    ({ sources }) => sources.probe({ kind: 'kept', id }),
    ({ product, version, can, cannot, clock }) =>
      [
        `${product}${version === null ? '' : ` ${version}`}`,
        ...can.map((each) => `  can: ${each}`),
        ...cannot.map((each) => `  cannot: ${each}`),
        ...(clock === null ? [] : [`  its clock: ${clock.offsetMs} ms off, within ${clock.errorMs} ms`]),
      ].join('\n'),
  );

const remove = (id: string, options: Common): Promise<void> =>
  answerWith(
    options,
    ({ sources }) => sources.remove(id),
    () => `Removed ${id}. What it brought stays.`,
  );

async function credential(id: string, options: Common): Promise<void> {
  const read = await readAll(process.stdin);
  await answerWith(
    options,
    ({ sources }) => sources.keepCredential(id, read),
    () => `Kept, sealed for this device.`,
  );
}
