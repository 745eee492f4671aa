import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import type { Judgement } from '../../shared/domain/trigger/automatic-start.ts';
import { judgementsByEvent } from '../../shared/domain/trigger/automatic-start.ts';
import { onDisk } from '../platform/files.ts';
import { systemClock } from '../platform/clock.ts';
import type { Services } from './services.ts';
import { noEvents, readEventFile, takeOtherFile, takeOwnEvents, type TakenEvents } from './trigger-files.ts';
import type { JudgeReport } from './trigger-service.ts';
import { commandPort, expectWorkspace, withWorkspace, workspaceFolder } from './with-workspace.ts';

type Options = { readonly workspace?: string; readonly json?: boolean };

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const tell = (text: string): void => void process.stderr.write(`${text}\n`);

/** Adds `hotwash review auto` and `hotwash review batch` to `hotwash review`. */
export function registerAutomatic(program: Command): void {
  const review = program.commands.find((command) => command.name() === 'review') ?? program.command('review');
  review
    .command('auto')
    .description('switches reviews that start by themselves on or off, or says how they stand')
    .argument('[state]', 'on, off; left out: say how it stands')
    .option('--from <time>', 'deployments that ended since then start reviews (ISO 8601; default: now)')
    .option('--workspace <folder>', "the workspace (default: the app's)")
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nOff until it is switched on. What was deployed before is never opened for review by itself.' +
        '\nExit: 0; 2 no such workspace, or a state or time that is none.',
    )
    .action(auto);
  review
    .command('batch')
    .description('judges deployment events of files and opens the reviews they ask for')
    .argument('<files...>', 'events as JSON, a list or one a line; or any file that hotwash intake reads')
    .option('--workspace <folder>', "the workspace (default: the app's)")
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nThe same event twice is judged once, also across runs. Ctrl C stops after the event in hand; the next run goes on.' +
        '\nThe summary is on stdout, progress on stderr.' +
        '\nExit: 0 all judged; 1 an event failed, a file was refused, or it was stopped; 2 no such workspace, or automatic start is off.',
    )
    .action(batch);
}

async function auto(state: string | undefined, options: Options & { readonly from?: string }): Promise<void> {
  await expectWorkspace(workspaceFolder(options.workspace));
  const from = options.from === undefined ? systemClock.wall() : Date.parse(options.from);
  if ((state !== undefined && state !== 'on' && state !== 'off') || !Number.isFinite(from)) {
    tell('Say on or off, and a time like 2026-03-12T00:00:00Z after --from.');
    process.exitCode = 2;
    return;
  }
  await withWorkspace(options.workspace, commandPort, async ({ triggers, inbox, workspace }) => {
    inbox.leave();
    if (state !== undefined) {
      const set = await triggers.set(state === 'on' ? from : null);
      if (!set.ok) {
        tell(set.error.message);
        process.exitCode = 2;
        return;
      }
      const { opened, cohorts } = await triggers.judge('sync');
      if (opened.length + cohorts.length > 0) tell(`${opened.length + cohorts.length} reviews opened.`);
    }
    const { automatic } = workspace.current();
    const since = automatic.from === null ? null : new Date(automatic.from).toISOString();
    const judged = [...judgementsByEvent(automatic).values()];
    const failed = judged.filter(({ outcome }) => outcome.kind === 'failed');
    if (options.json === true)
      print(JSON.stringify({ from: since, judged: judged.length, failed: failed.map(toFailure) }));
    else {
      print(since === null ? 'Automatic start is off.' : `Deployments since ${since} start reviews.`);
      print(`${judged.length} events judged so far, ${failed.length} of them failed.`);
      for (const each of failed.slice(0, 20)) print(`  ${failureLine(each)}`);
    }
  });
}

async function batch(files: readonly string[], options: Options): Promise<void> {
  await expectWorkspace(workspaceFolder(options.workspace));
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  process.once('SIGINT', onSignal);
  const began = systemClock.monotonic();
  await withWorkspace(options.workspace, commandPort, async (services) => {
    services.inbox.leave();
    if (services.workspace.current().automatic.from === null) {
      tell('Automatic start is off. Switch it on first: hotwash review auto on --from TIME');
      process.exitCode = 2;
      return;
    }
    const { taken, refused } = await takeFiles(services, files, stop.signal);
    const meter = createMeter();
    const { sent, failed } = taken;
    const report = await services.triggers.judge('batch', { sent, failed, signal: stop.signal, tell: meter.tell });
    meter.end();
    const seconds = (systemClock.monotonic() - began) / 1000;
    const isStopped = stop.signal.aborted || report.stopped !== null;
    if (report.stopped !== null) tell(report.stopped);
    if (stop.signal.aborted) tell('Stopped. What was judged is kept; run it again to go on.');
    if (options.json === true) print(JSON.stringify(summary(services, taken, refused, report, seconds, isStopped)));
    else print(sentence(taken, report, seconds));
    process.exitCode = isStopped || refused.length > 0 || report.failed > 0 ? 1 : 0;
  });
  process.removeListener('SIGINT', onSignal);
}

type Refused = { readonly file: string; readonly message: string };

async function takeFiles(
  { intake }: Services,
  files: readonly string[],
  signal: AbortSignal,
): Promise<{ readonly taken: TakenEvents; readonly refused: readonly Refused[] }> {
  const taken = noEvents();
  const refused: Refused[] = [];
  for (const path of files) {
    if (signal.aborted) break;
    const refuse = (message: string): void => {
      tell(`${basename(path)}: ${message}`);
      refused.push({ file: basename(path), message });
    };
    const about = await onDisk(() => stat(path));
    if (!about.ok || !about.value.isFile()) {
      refuse('There is no such file.');
      continue;
    }
    const read = await readEventFile(path, about.value.size, systemClock.wall());
    if (!read.ok) {
      refuse(read.error.message);
      continue;
    }
    const file = read.value;
    const kept =
      file.kind === 'own'
        ? await takeOwnEvents(intake, file.events, taken)
        : await takeOtherFile(intake, file, taken, signal);
    if (file.kind === 'own') taken.failed.push(...file.failed);
    if (!kept.ok) refuse(kept.error.message);
  }
  return { taken, refused };
}

function summary(
  { workspace }: Services,
  taken: TakenEvents,
  refused: readonly Refused[],
  report: JudgeReport,
  seconds: number,
  isStopped: boolean,
): object {
  const known = [...judgementsByEvent(workspace.current().automatic).values()];
  const { judged, opened, cohorts, promoted } = report;
  const total = judged.none + judged.light + judged.full + report.failed;
  return {
    events: taken.events,
    rows: taken.rows,
    judged,
    failed: known.filter(({ outcome }) => outcome.kind === 'failed').map(toFailure),
    opened,
    cohorts,
    promoted,
    refused,
    stopped: isStopped,
    seconds: Number(seconds.toFixed(3)),
    eventsPerSecond: Math.round(total / Math.max(seconds, 0.001)),
  };
}

function sentence(taken: TakenEvents, report: JudgeReport, seconds: number): string {
  const { judged, failed, opened, cohorts, promoted } = report;
  const total = judged.none + judged.light + judged.full + failed;
  return [
    `${taken.rows} rows came in; ${total} events judged in ${seconds.toFixed(1)} s (${Math.round(total / Math.max(seconds, 0.001))} a second):`,
    `${judged.none} none, ${judged.light} light, ${judged.full} full, ${failed} failed.`,
    `${opened.length + cohorts.length} reviews opened, ${cohorts.length} of them for a day; ${promoted} promoted.`,
  ].join(' ');
}

const toFailure = ({ event, outcome }: Judgement): object =>
  outcome.kind === 'failed' ? { event, path: outcome.path, message: outcome.message } : { event };

const failureLine = ({ event, outcome }: Judgement): string =>
  outcome.kind === 'failed' ? `${event}: ${outcome.message}` : event;

/** One line of progress on stderr where it is a terminal; the end of it in any case. */
function createMeter() {
  let last = 0;
  let said = { done: 0, total: 0 };
  return {
    tell: (progress: { readonly done: number; readonly total: number }): void => {
      said = progress;
      const now = systemClock.monotonic();
      if (now - last < 100 || !process.stderr.isTTY) return;
      last = now;
      process.stderr.write(`\rjudging ${progress.done} of ${progress.total}`);
    },
    end: (): void => {
      if (said.total > 0)
        process.stderr.write(`${process.stderr.isTTY ? '\r' : ''}judged ${said.done} of ${said.total}\n`);
    },
  };
}
