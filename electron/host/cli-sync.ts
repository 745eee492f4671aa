import type { Command } from 'commander';
import type { SourceEnd, SyncProgress } from '../../shared/contract/source-procedures.ts';
import { systemClock } from '../platform/clock.ts';
import { createSyncMeter } from './sync-meter.ts';
import { commandPort, expectWorkspace, withWorkspace, workspaceFolder } from './with-workspace.ts';

type SyncOptions = { readonly workspace?: string; readonly json?: boolean };

/** Adds `hotwash sync [SOURCE...]`. */
export function registerSync(program: Command): void {
  program
    .command('sync')
    .description('asks the configured sources for what is new, and for their history')
    .argument('[sources...]', 'ids of sources (default: all)')
    .option('--workspace <folder>', "the workspace (default: the app's)")
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nA credential may be given as HOTWASH_CREDENTIAL_<ID>. Ctrl C stops after the answer in hand; the next run goes on.' +
        '\nExit: 0 all answered; 1 a source did not, or it was stopped; 2 no such workspace.',
    )
    .action(sync);
}

async function sync(ids: readonly string[], { workspace, json }: SyncOptions): Promise<void> {
  await expectWorkspace(workspaceFolder(workspace));
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  process.once('SIGINT', onSignal);
  const synced = await withWorkspace(workspace, commandPort, async ({ sources, workspace: kept }) => {
    const titles = new Map(kept.current().sources.map(({ id, title }) => [id, title]));
    const meter = createSyncMeter(process.stderr, titles, systemClock.monotonic);
    const answer = await sources.sync(ids.length === 0 ? null : ids, stop.signal, (event: SyncProgress) =>
      meter.tell(event),
    );
    meter.end();
    return answer;
  });
  process.removeListener('SIGINT', onSignal);
  if (!synced.ok) {
    process.stderr.write(`${synced.error.message}\n`);
    if (json === true) process.stdout.write(`${JSON.stringify({ error: synced.error })}\n`);
    process.exitCode = 1;
    return;
  }
  const ends = synced.value;
  if (json === true) process.stdout.write(`${JSON.stringify({ sources: ends.map(toJson) })}\n`);
  else if (ends.length === 0) process.stdout.write('No source is configured. Add one: hotwash source add --help\n');
  else
    process.stdout.write(
      `${ends.filter(({ end }) => end !== 'failed').length} of ${ends.length} sources answered, ${ends.reduce((sum, { rows }) => sum + rows, 0)} rows came in.\n`,
    );
  process.exitCode = stop.signal.aborted || ends.some(({ end }) => end === 'failed') ? 1 : 0;
}

const toJson = ({ source, end, message, rows, unchanged, quarantined, missingSince }: SourceEnd) => ({
  source,
  end,
  message,
  rows,
  unchanged,
  quarantined,
  missingSince: missingSince === null ? null : new Date(missingSince).toISOString(),
});
