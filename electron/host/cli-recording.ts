import type { Command } from 'commander';
import { reviewIdSchema, type ReviewId } from '../../shared/domain/ids.ts';
import { lengthOf } from '../../shared/domain/recording/entry.ts';
import type { Recording } from '../../shared/domain/recording/recording.ts';
import { checkRecording } from '../recordings/check-recording.ts';
import type { Services } from './services.ts';
import { commandPort, expectWorkspace, withWorkspace, workspaceFolder } from './with-workspace.ts';

type Options = { readonly workspace?: string; readonly json?: boolean };

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const tell = (text: string): void => void process.stderr.write(`${text}\n`);

const help = `
Whatever opens a workspace ends a recording that a crash left running: what was acknowledged is kept and plays.
Exit: 0; 1 a recording is damaged, or could not be put together; 2 no such workspace, review or recording.`;

/** Adds `hotwash recording list | recover | check | remux`. */
export function registerRecording(program: Command): void {
  const recording = program.command('recording').description('recordings of meetings on this disk');
  const add = (
    name: string,
    about: string,
    work: (services: Services, found: readonly Found[], options: Options) => Promise<number>,
  ) =>
    recording
      .command(name)
      .description(about)
      .argument('[review]', 'one review only (default: all of them)')
      .argument('[recording]', 'one recording of it only')
      .option('--workspace <folder>', "the workspace (default: the app's)")
      .option('--json', 'print one JSON object')
      .addHelpText('after', help)
      .action(async (review: string | undefined, id: string | undefined, options: Options) => {
        process.exitCode = await run(review, id, options, work);
      });
  add('list', 'list recordings: length, parts, bytes, and what became of them', list);
  add('recover', 'end what a crash left running, and finish what it left undone', recover);
  add('check', 'hold every byte against its hash, and the list against the review’s journal', check);
  add('remux', 'put the parts of stopped recordings into one file that seeks at once', remux);
}

type Found = { readonly review: ReviewId; readonly told: Recording };

async function run(
  review: string | undefined,
  id: string | undefined,
  options: Options,
  work: (services: Services, found: readonly Found[], options: Options) => Promise<number>,
): Promise<number> {
  const folder = workspaceFolder(options.workspace);
  await expectWorkspace(folder);
  const wanted = review === undefined ? undefined : reviewIdSchema.safeParse(review);
  if (wanted?.success === false) {
    tell('That is not a review id; they look like r-2026-118.');
    return 2;
  }
  return withWorkspace(folder, commandPort, async (services) => {
    const found = services.reviews.ids().flatMap((each): readonly Found[] => {
      const read = services.reviews.read(each);
      return (read.ok ? read.value.review.recordings : []).map((told) => ({ review: each, told }));
    });
    const chosen = found.filter(
      (each) => (wanted === undefined || each.review === wanted.data) && (id === undefined || each.told.id === id),
    );
    if (chosen.length > 0 || wanted === undefined) return work(services, chosen, options);
    tell('There is no such recording in this workspace.');
    return 2;
  });
}

async function list({ recordingStore }: Services, found: readonly Found[], { json }: Options): Promise<number> {
  const rows = await Promise.all(
    found.map(async ({ review, told }) => {
      const { parts, media, cuts, purged } = await recordingStore.list(told.id);
      const kept = purged !== null ? 'deleted' : media !== null ? 'one file' : 'parts';
      return {
        review,
        recording: told.id,
        state: told.state.name === 'stopped' ? told.state.why : told.state.name,
        durationMs: lengthOf({ parts, media, cuts, purged }),
        parts: parts.length,
        bytes: media?.bytes ?? parts.reduce((sum, { bytes }) => sum + bytes, 0),
        cuts: cuts.length,
        kept,
      };
    }),
  );
  if (json === true) print(JSON.stringify({ recordings: rows }));
  else
    for (const row of rows)
      print(
        `${row.review} ${row.recording} ${clockOf(row.durationMs)} ${row.state}, ${row.kept}, ${row.parts} parts, ${row.bytes} bytes, ${row.cuts} cuts`,
      );
  return 0;
}

async function recover(services: Services, found: readonly Found[], { json }: Options): Promise<number> {
  await services.recordingMedia.tend();
  const recovered = found.flatMap(({ review, told: { id, state } }) =>
    state.name === 'stopped' && state.why === 'recovered'
      ? [{ review, recording: id, durationMs: state.durationMs }]
      : [],
  );
  if (json === true) print(JSON.stringify({ recovered }));
  else
    for (const each of recovered) print(`${each.review} ${each.recording} recovered, ends ${clockOf(each.durationMs)}`);
  return 0;
}

async function check({ recordingStore }: Services, found: readonly Found[], { json }: Options): Promise<number> {
  const checked = [];
  for (const { review, told } of found) {
    const files = recordingStore.files(told.id);
    const links = [
      ...(told.state.name === 'stopped' ? [told.state.link] : []),
      ...(told.kept === null ? [] : [told.kept.link]),
      ...told.cuts.map(({ link }) => link),
    ];
    const faults =
      files === undefined
        ? ['Nothing of this recording is on this disk.']
        : await checkRecording(files, { links, media: told.kept?.sha256 ?? null });
    checked.push({ review, recording: told.id, faults });
  }
  if (json === true) print(JSON.stringify({ recordings: checked }));
  else
    for (const { review, recording, faults } of checked)
      print(`${review} ${recording} ${faults.length === 0 ? 'whole' : faults.join(' ')}`);
  return checked.every(({ faults }) => faults.length === 0) ? 0 : 1;
}

async function remux({ recordingMedia }: Services, found: readonly Found[], { json }: Options): Promise<number> {
  const made = [];
  for (const { review, told } of found) {
    if (told.state.name !== 'stopped') continue;
    let shown = -1;
    const kept = await recordingMedia.seekable(
      { review, recording: told.id },
      ({ state, doneMs, ofMs }) => {
        const tenth = Math.floor((10 * doneMs) / Math.max(1, ofMs));
        if (process.stderr.isTTY && tenth !== shown) tell(`${review} ${told.id} ${state} ${tenth * 10} %`);
        shown = tenth;
      },
      new AbortController().signal,
    );
    made.push({ review, recording: told.id, ...(kept.ok ? kept.value : { error: kept.error }) });
    if (!kept.ok) tell(`${review} ${told.id}: ${kept.error.message}`);
    else if (json !== true) print(`${review} ${told.id} ${clockOf(kept.value.durationMs)} ${kept.value.bytes} bytes`);
  }
  if (json === true) print(JSON.stringify({ recordings: made }));
  return made.every((each) => !('error' in each)) ? 0 : 1;
}

/** `00:41:07` */
const clockOf = (ms: number): string =>
  [3600, 60, 1]
    .map((unit, at) => String(Math.floor(ms / 1000 / unit) % (at === 0 ? 1000 : 60)).padStart(2, '0'))
    .join(':');
