import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { copySampleWorkspace } from '../../electron/host/sample-workspace.ts';
import { startApp } from '../tour/app-driver.ts';
import { createCamera } from './camera.ts';
import { compareSizes } from './compare-sizes.ts';
import { openRoom } from './open-room.ts';
import { beginTime } from './paced-time.ts';
import { pageOfStates } from './page-of-states.ts';
import { prepareReviews } from './prepare-reviews.ts';
import type { Room, RoomState } from './room-state.ts';
import { roomStates } from './states.ts';

const usage = `usage: npm run pictures [-- --out DIR]

Brings the room through every state it has and takes both windows' pictures: docs/pictures/room and docs/room-states.md.

  --out DIR    another folder than docs
`;

const dist = fileURLToPath(new URL('..', import.meta.url));
const say = (text: string): void => void process.stdout.write(`${text}\n`);
/** When the sample's meeting is planned: its history ends the Friday before. */
const wall = Date.parse('2026-11-24T08:58:00Z');
const mostBytes = 12 * 1024 * 1024;

async function main(): Promise<number> {
  let options;
  try {
    options = parseArgs({ options: { out: { type: 'string' }, help: { type: 'boolean' } } }).values;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    return 2;
  }
  if (options.help === true) {
    say(usage);
    return 0;
  }
  const caller = process.env['INIT_CWD'] ?? process.cwd();
  const docs = options.out === undefined ? join(dist, '..', 'docs') : resolve(caller, options.out);
  const scratch = await mkdtemp(join(tmpdir(), 'hotwash-pictures-'));
  try {
    return await picture(docs, scratch);
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function picture(docs: string, scratch: string): Promise<number> {
  const begun = performance.now();
  const folder = join(docs, 'pictures', 'room');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const workspace = join(scratch, 'workspace');
  const copied = await copySampleWorkspace(join(dist, 'sample'), workspace);
  if (!copied.ok) throw new Error(copied.error.message);
  const file = join(scratch, 'pace.json');
  let room: Room | undefined;
  const time = beginTime(file, wall, () => (room === undefined ? [] : room.console.context().pages()));
  const reviews = await prepareReviews(workspace, file);
  const program = join(dist, 'tools', 'paced-serve.js');
  const app = await startApp({ program, workspace, data: join(scratch, 'data'), extra: [file] });
  try {
    room = await openRoom(app, time, reviews);
    const failed = await takeAll(room, folder);
    if (failed !== null) return 1;
    await writeFile(join(docs, 'room-states.md'), await pageOfStates(roomStates));
    return (await compareSizes(app.context, folder, roomStates, say)) && (await isSmall(folder, begun)) ? 0 : 1;
  } finally {
    await app.close();
  }
}

/** One state after the other; the first that cannot be reached ends it, with a picture of the console as it stood. */
async function takeAll(room: Room, folder: string): Promise<RoomState | null> {
  const camera = createCamera(folder);
  for (const state of roomStates) {
    const begun = performance.now();
    try {
      await state.reach(room);
      await camera.take(state, room);
      await state.leave?.(room);
      say(`ok   ${state.id} (${Math.round(performance.now() - begun)} ms)`);
    } catch (error) {
      say(`FAIL ${state.id}: ${error instanceof Error ? error.message : String(error)}`);
      for (const [name, page] of [
        ['console', room.console],
        ['audience', room.audience()],
      ] as const)
        await page.screenshot({ path: join(folder, `failed-${state.id}-${name}.png`) }).catch(() => undefined);
      return state;
    }
  }
  return null;
}

async function isSmall(folder: string, begun: number): Promise<boolean> {
  const files = await readdir(folder);
  const bytes = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).size));
  const sum = bytes.reduce((total, each) => total + each, 0);
  const seconds = Math.round((performance.now() - begun) / 1000);
  say(`${roomStates.length} states, ${files.length} pictures, ${(sum / 1024 / 1024).toFixed(1)} MB, ${seconds} s`);
  if (sum > mostBytes) say('That is more than 12 MB; the pictures are meant to be carried with the source.');
  return sum <= mostBytes;
}

process.exitCode = await main();
