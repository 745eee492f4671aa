import type { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { columnMappingSchema, emptyMapping, type ColumnMapping } from '../../shared/domain/release/column-mapping.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { findCarried, type Found, type FoundFile, type RepositoryReader } from './find-carried.ts';
import type { Intake, TakeFault, TakeOptions, TakeReport } from './intake.ts';
import { createSummary, summaryText, type IntakeSummary } from './intake-summary.ts';
import { previewFile } from './preview-file.ts';

/** What the command needs of the program it is part of. */
export type IntakeCommandHost = {
  /** Opens the workspace's intake under its lock; `undefined` is the app's own workspace. */
  readonly withIntake: <T>(
    workspace: string | undefined,
    use: (intake: Intake) => Promise<T>,
  ) => Promise<Result<T, { readonly code: string; readonly message: string }>>;
  readonly repositories: RepositoryReader;
  readonly now: () => number;
  /** Writes a line to stdout, and to stderr. */
  readonly print: (text: string) => void;
  readonly tell: (text: string) => void;
  readonly setExit: (code: number) => void;
};

type IntakeCommandOptions = {
  readonly as?: string;
  readonly mapping?: string;
  readonly zone?: string;
  readonly service?: string;
  readonly json?: boolean;
  readonly workspace?: string;
  readonly dryRun?: boolean;
  readonly acceptBad?: boolean;
};

/** Adds `hotwash intake` to the program. */
export function registerIntake(program: Command, host: IntakeCommandHost): void {
  program
    .command('intake')
    .description('bring release data in from files, folders and git repositories')
    .argument('<paths...>', 'files, folders, git repositories or bundles on this machine')
    .option('--as <format>', 'the format, where it is not to be detected')
    .option(
      '--mapping <file>',
      'a saved column mapping: {"columns": {field: column}, "constants": {field: value}, "defaults", "zone"}',
    )
    .option('--zone <zone>', 'the time zone of times that have none: UTC, +02:00, Europe/Berlin')
    .option('--service <name>', 'the service the data belongs to, where the file does not say')
    .option('--accept-bad', 'go on although more than a fifth of a batch cannot be taken')
    .option('--dry-run', 'show what would be taken, and write nothing')
    .option('--workspace <folder>', "the workspace (default: the app's)")
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nExit: 0 all taken; 1 some rows are in quarantine; 2 a file could not be read.')
    .action(async (paths: string[], options: IntakeCommandOptions) => {
      host.setExit(await runIntake(paths, options, host));
    });
}

/** Runs the command and returns its exit code: 0, 1 when rows were quarantined, 2 when something could not be read. */
async function runIntake(
  paths: readonly string[],
  options: IntakeCommandOptions,
  host: IntakeCommandHost,
): Promise<number> {
  const mapping = await readMapping(options);
  if (!mapping.ok) return fail(mapping.error, options, host);
  const choice: TakeOptions = { format: options.as, mapping: mapping.value, acceptBad: options.acceptBad };
  const opened: Found[] = [];
  const summary = createSummary();
  try {
    for (const path of paths) {
      const found = await findCarried(path, host.repositories);
      if (found.ok) opened.push(found.value);
      else summary.addFault(lastPart(path), found.error);
      for (const note of found.ok ? found.value.notes : []) host.tell(`${lastPart(path)}: ${note}`);
    }
    const files = opened.flatMap((each) => each.files);
    return await takeAll(files, choice, options, host, summary);
  } finally {
    for (const { close } of opened) await close();
  }
}

async function takeAll(
  files: readonly FoundFile[],
  choice: TakeOptions,
  options: IntakeCommandOptions,
  host: IntakeCommandHost,
  summary: ReturnType<typeof createSummary>,
): Promise<number> {
  if (options.dryRun === true) return preview(files, choice, options, host, summary);
  if (files.length > 0) {
    const taken = await host.withIntake(options.workspace, async (intake) => {
      for (const note of intake.notes) host.tell(note.message);
      for (const { file, isNamed } of files) add(summary, file.name, isNamed, await intake.takeFile(file, choice));
    });
    if (!taken.ok) return fail(taken.error, options, host);
  }
  return finish(summary.done(), options, host);
}

function add(
  summary: ReturnType<typeof createSummary>,
  name: string,
  isNamed: boolean,
  taken: Result<TakeReport, TakeFault>,
): void {
  if (taken.ok) summary.addReport(taken.value);
  else if (!isNamed && taken.error.code === 'unknown-format') summary.addSkipped(name, taken.error.message);
  else summary.addFault(name, taken.error, taken.error.kept);
}

function finish(summary: IntakeSummary, options: IntakeCommandOptions, host: IntakeCommandHost): number {
  if (options.json === true) {
    host.print(JSON.stringify(summary));
    for (const file of summary.files) if (file.error !== undefined) host.tell(`${file.name}: ${file.error.message}`);
  } else for (const line of summaryText(summary)) host.print(line);
  if (summary.files.some((file) => file.error !== undefined)) return 2;
  return summary.files.some((file) => file.quarantined > 0) ? 1 : 0;
}

async function preview(
  files: readonly FoundFile[],
  choice: TakeOptions,
  options: IntakeCommandOptions,
  host: IntakeCommandHost,
  summary: ReturnType<typeof createSummary>,
): Promise<number> {
  const shown: unknown[] = summary.done().files.map(({ name, error }) => ({ name, error }));
  let exit = shown.length > 0 ? 2 : 0;
  for (const { file, isNamed } of files) {
    const result = await previewFile(file, choice, host.now());
    if (result.ok) {
      if (result.value.blocked !== null) exit = 2;
      else if (result.value.problems.length > 0) exit = Math.max(exit, 1);
      shown.push(result.value);
    } else {
      if (isNamed || result.error.code !== 'unknown-format') exit = 2;
      shown.push({ name: lastPart(file.name), error: { code: result.error.code, message: result.error.message } });
    }
  }
  host.print(JSON.stringify({ files: shown }, null, options.json === true ? undefined : 2));
  return exit;
}

function fail(
  fault: { readonly code: string; readonly message: string },
  options: IntakeCommandOptions,
  host: IntakeCommandHost,
): number {
  if (options.json === true)
    host.print(JSON.stringify({ ...createSummary().done(), error: { code: fault.code, message: fault.message } }));
  host.tell(fault.message);
  return 2;
}

async function readMapping(
  options: IntakeCommandOptions,
): Promise<Result<ColumnMapping, { readonly code: string; readonly message: string }>> {
  let mapping: ColumnMapping = emptyMapping;
  if (options.mapping !== undefined) {
    let value: unknown;
    try {
      value = JSON.parse(await readFile(options.mapping, 'utf8'));
    } catch {
      return err({ code: 'wrong-mapping', message: 'The mapping cannot be read, or is not JSON.' });
    }
    const parsed = columnMappingSchema.safeParse(value);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      const where = issue === undefined || issue.path.length === 0 ? 'the mapping' : issue.path.join('.');
      return err({
        code: 'wrong-mapping',
        message: `The mapping is wrong at ${where}: ${issue?.message ?? 'unknown'}.`,
      });
    }
    mapping = parsed.data;
  }
  const defaults = options.service === undefined ? mapping.defaults : { ...mapping.defaults, service: options.service };
  const zone = options.zone ?? mapping.zone;
  const { columns, constants } = mapping;
  return ok({
    columns,
    constants,
    ...(defaults === undefined ? {} : { defaults }),
    ...(zone === undefined ? {} : { zone }),
  });
}

function lastPart(path: string): string {
  return path.split(/[/\\]/).findLast((part) => part !== '' && part !== '.') ?? 'folder';
}
