import { spawn } from 'node:child_process';
import { cp, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { bundleEntry } from '../../test/support/bundle-entry.ts';
import { createServices } from './create-services.ts';
import { valueOf } from './record-fixture.ts';
import { answerOf, makeOther, makeUnsigned, member, taking } from './sign-fixture.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';
import { commandPort } from './with-workspace.ts';

afterAll(removeTemporaryFolders);

const kills = 6;

/** Runs a process and kills it `after` ms past its first word; what it said, and how long it worked after that word. */
async function killedAfter(args: readonly string[], after: number): Promise<{ said: string; worked: number }> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  let began = 0;
  child.stdout.on('data', (piece: Buffer) => {
    if (said === '') {
      began = performance.now();
      setTimeout(() => child.kill('SIGKILL'), after).unref();
    }
    said += piece.toString();
  });
  await new Promise((resolve) => child.on('close', resolve));
  return { said, worked: performance.now() - began };
}

it(`[K24] an answer that is being taken is taken once or not at all, ${kills} kills`, async () => {
  const here = await makeUnsigned();
  const other = await makeOther(here.clock, 'rel-01');
  const words = valueOf(other.services.keys.publicKey(member('rel-01'))).words.join(' ');
  const text = await answerOf(here, other, 'release-manager', 'rel-01');
  await other.close();
  await here.running.close();
  const base = await temporaryFolder('kills');
  const answer = join(base, 'answer.json');
  await writeFile(answer, text);
  const script = await bundleEntry('test/support/take-answer-entry.ts', base);
  const states = new Map<string, number>();
  let whole = 60_000;
  for (let kill = 0; kill <= kills; kill += 1) {
    const workspaceDir = join(base, `workspace-${kill}`);
    await cp(here.workspaceDir, workspaceDir, { recursive: true });
    const args = [script, workspaceDir, String(here.clock.wall()), here.review, answer, words];
    // The first is let through to its end and says how long that takes.
    const { said, worked } = await killedAfter(args, (whole * kill) / kills || 60_000);
    if (kill === 0) whole = worked;
    if (kill === 0) expect(said).toBe('begins\ntaken\n');
    const running = await createServices({ workspaceDir, port: commandPort, clock: here.clock, scryptLogN: 10 });
    const isSigned = () => valueOf(running.services.reviews.read(here.review)).review.signOffs.length;
    const before = isSigned();
    if (said.includes('taken')) expect(before).toBe(1);
    expect(await taking({ running, review: here.review }, text, words)).toBe(before === 1 ? 'K24' : 'taken');
    expect(isSigned()).toBe(1);
    const names = await readdir(join(running.services.records.folder(here.review), 'signatures'));
    expect(names).toEqual(['01-release-manager.dsse.json', '01-release-manager.manifest.sig']);
    const { report } = valueOf(await running.services.records.status(here.review));
    expect(report?.findings.filter(({ case: number }) => number !== 7)).toEqual([]);
    await running.close();
    const state = before === 1 ? 'taken' : 'not taken';
    states.set(state, (states.get(state) ?? 0) + 1);
  }
  console.log(`sign-kill: ${kills} kills, ${JSON.stringify([...states])}`);
}, 120_000);
