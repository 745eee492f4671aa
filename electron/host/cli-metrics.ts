import type { Command } from 'commander';
import { doraOf, type DoraOptions } from '../../shared/analysis/dora.ts';
import { parseZone } from '../../shared/formats/zone.ts';
import { readInstants } from '../../shared/formats/time.ts';
import { doraJson, doraText } from '../../shared/projections/dora-json.ts';
import { projectRows } from '../../shared/projections/project-rows.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { commandPort, expectWorkspace, withWorkspace, workspaceFolder } from './with-workspace.ts';

type Options = {
  readonly project: string;
  readonly compatible?: string;
  readonly from?: string;
  readonly to?: string;
  readonly environment?: string;
  readonly window: string;
  readonly workspace?: string;
  readonly json?: boolean;
};

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const tell = (text: string): void => void process.stderr.write(`${text}\n`);

/** Adds `hotwash metrics dora`. */
export function registerMetrics(program: Command): void {
  program
    .command('metrics')
    .description('figures of delivery with every link behind them')
    .command('dora')
    .description('deployment frequency, lead time, change failure rate and recovery of one project')
    .requiredOption('--project <name>', 'a service or a repository; * for the whole workspace')
    .option('--compatible <tool>', 'devlake: link incidents as Apache DevLake does')
    .option('--from <time>', 'the first moment, a day or a time; without a zone UTC')
    .option('--to <time>', 'the end; a day is taken whole, a time is left out')
    .option('--environment <name>', 'whose deployments count (default: production)')
    .option('--window <hours>', 'how long after a deployment an incident of its component belongs to it', '72')
    .option('--workspace <folder>', "the workspace (default: the app's)")
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nExit: 0; 2 no such workspace or project, or an option could not be read.')
    .action(async (options: Options) => {
      process.exitCode = await run(options);
    });
}

async function run(options: Options): Promise<number> {
  const wanted = readOptions(options);
  if (!wanted.ok) return fail(wanted.error.message, options);
  const folder = workspaceFolder(options.workspace);
  await expectWorkspace(folder);
  return withWorkspace(folder, commandPort, async ({ intake, workspace }) => {
    const rows = projectRows(options.project, {
      deployments: await intake.rows.of('deployment'),
      incidents: await intake.rows.of('incident'),
      merges: await intake.rows.of('merge'),
      changes: await intake.rows.of('change'),
    });
    if (rows.deployments.length === 0)
      return fail(
        `No deployment of ${options.project} is known. Name a service or a repository of the workspace.`,
        options,
      );
    const verdicts = workspace.current().links.map(({ from, to, verdict }) => ({ a: from.id, b: to.id, verdict }));
    const dora = doraOf(rows, { ...wanted.value, verdicts });
    if (options.json === true) print(JSON.stringify(doraJson(options.project, wanted.value.mode, dora)));
    else for (const line of doraText(dora)) print(line);
    return 0;
  });
}

function fail(message: string, { json }: Options): number {
  if (json === true) print(JSON.stringify({ error: { message } }));
  tell(message);
  return 2;
}

function readOptions(options: Options): Result<DoraOptions, { readonly message: string }> {
  const { compatible, environment } = options;
  if (compatible !== undefined && compatible.toLowerCase() !== 'devlake')
    return err({ message: '--compatible knows devlake alone.' });
  const hours = Number(options.window);
  if (!(hours >= 0)) return err({ message: '--window is a number of hours from 0.' });
  const [from, to] = [readMoment(options.from, 0), readMoment(options.to, 86_400_000)];
  if (!from.ok) return err({ message: `--from: ${from.error.message}` });
  if (!to.ok) return err({ message: `--to: ${to.error.message}` });
  return ok({
    mode: compatible === undefined ? 'hotwash' : 'devlake',
    windowMs: hours * 3_600_000,
    ...(environment === undefined ? {} : { environment: environment.trim().toLowerCase() }),
    ...(from.value === null ? {} : { from: from.value }),
    ...(to.value === null ? {} : { to: to.value }),
  });
}

/** `day` ms are added to what is only a day. */
function readMoment(text: string | undefined, day: number): Result<number | null, { readonly message: string }> {
  if (text === undefined) return ok(null);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text.trim());
  const zone = parseZone('UTC');
  const read = readInstants(isDay ? `${text.trim()}T00:00:00Z` : text, zone.ok ? zone.value : null);
  return read.ok ? ok((read.value[0] ?? 0) + (isDay ? day : 0)) : read;
}
