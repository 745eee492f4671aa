import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundleEntry } from '../../test/support/bundle-entry.ts';
import { openIntake } from './open-intake.ts';
import { loggedRevisions, temporaryFolder, testNow } from './testing.ts';
import { knownAfter, lastPage } from './testing-pages.ts';

const kills = 50;

/** Reads on and kills with SIGKILL `delay` ms after the `after`-th line was acknowledged; gives the last page read. */
async function readAndKill(
  entry: string,
  workspace: string,
  after: number,
  delay: number,
): Promise<{ readonly page: number; readonly finished: boolean }> {
  const child = spawn(process.execPath, [entry, workspace, String(testNow)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  let planned = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    if (planned || output.split('\n').length - 1 < after) return;
    planned = true;
    setTimeout(() => child.kill('SIGKILL'), delay);
  });
  await once(child, 'close');
  const lines = output.split('\n').slice(0, -1);
  const pages = lines.map(Number).filter((page) => page > 0);
  return { page: Math.max(0, ...pages), finished: lines.includes('done') };
}

/** A small generator of numbers below `limit`, so that a failing run can be repeated. */
function createPicker(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

describe('killed while a source is read', () => {
  it(
    `[I31] [I10] ${kills} kills: no row is lost, none is there twice, and the cursor says what is there`,
    { timeout: 240_000 },
    async () => {
      const folder = await temporaryFolder();
      const entry = await bundleEntry('test/support/pulled-pages-entry.ts', folder);
      const pick = createPicker(20_261_123);
      let killed = 0;
      for (let round = 0; killed < kills; round += 1) {
        const workspace = join(folder, `workspace-${round}`);
        await mkdir(workspace);
        let acknowledged = 0;
        for (let finished = false; !finished;) {
          const run = await readAndKill(entry, workspace, 1 + pick(5), pick(12));
          ({ finished } = run);
          if (!finished) killed += 1;
          acknowledged = Math.max(acknowledged, run.page);
          await checkRead(workspace, acknowledged, finished);
        }
      }
      expect(killed).toBeGreaterThanOrEqual(kills);
    },
  );
});

async function checkRead(workspace: string, acknowledged: number, finished: boolean): Promise<void> {
  const intake = await openIntake(workspace, { now: () => testNow });
  expect(intake.notes.filter((note) => note.code !== 'torn-line')).toEqual([]);
  const cursor = Number(intake.pulls()[0]?.read?.cursor ?? 0);
  expect(cursor).toBeGreaterThanOrEqual(acknowledged);
  if (finished) expect(cursor).toBe(lastPage);
  const versions = new Map((await intake.rows.of('deployment')).map((row) => [String(row.id), row.version]));
  // Rows of the page that was being read may be there as well: the cursor does not count them yet.
  const [least, most] = [knownAfter(cursor), knownAfter(Math.min(lastPage, cursor + 1))];
  for (const [id, version] of least) expect([version, most.get(id)]).toContain(versions.get(id));
  for (const [id, version] of versions) expect([least.get(id), most.get(id)]).toContain(version);
  const logged = await loggedRevisions(intake);
  expect(new Set(logged).size).toBe(logged.length);
  await intake.close();
}
