import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { copySampleWorkspace } from '../../electron/host/sample-workspace.ts';
import { startApp } from './app-driver.ts';
import { createHands } from './hands.ts';
import { createTourLog, type Step } from './log.ts';
import { findCauses } from './causes.ts';
import { concludeReview, holdFacts, prepareReview } from './meeting.ts';
import { foundOrganisation } from './organisation.ts';
import { carryFiles, openReviewOf, realInput, sampleInput, type TourInput } from './input.ts';
import { makeRecord } from './record.ts';

const usage = `usage: npm run tour -- [--out DIR] [--data DIR]

Runs the app headless through a whole review, from carried files to a verified record, by its own screens.

  --out DIR    where record/, record.zip, trust/, report.pdf, screens/ and tour.json go (otherwise out/tour)
  --data DIR   the real data to review (flagger's releases, a real configuration failure) instead of the sample
`;

const dist = fileURLToPath(new URL('..', import.meta.url));
const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function main(): Promise<number> {
  let options;
  try {
    options = parseArgs({
      options: { out: { type: 'string' }, data: { type: 'string' }, help: { type: 'boolean' } },
    }).values;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    return 2;
  }
  if (options.help === true) {
    say(usage);
    return 0;
  }
  const caller = process.env['INIT_CWD'] ?? process.cwd();
  const out = resolve(caller, options.out ?? join(dist, '..', 'out', 'tour'));
  const scratch = await mkdtemp(join(tmpdir(), 'hotwash-tour-'));
  try {
    const input = options.data === undefined ? sampleInput : await realInput(resolve(caller, options.data), scratch);
    return await tour(out, scratch, input);
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
}

const written = ['record', 'record.zip', 'trust', 'report.pdf', 'screens', 'tour.json'] as const;

async function tour(out: string, scratch: string, input: TourInput): Promise<number> {
  await mkdir(out, { recursive: true });
  for (const name of written) await rm(join(out, name), { recursive: true, force: true });
  const workspace = join(scratch, 'workspace');
  if (input.beginsWithSample) {
    const copied = await copySampleWorkspace(join(dist, 'sample'), workspace);
    if (!copied.ok) throw new Error(copied.error.message);
  } else await mkdir(workspace, { recursive: true });
  say(`Hotwash, headless. ${input.what}`);
  const begun = Date.now();
  const app = await startApp({ program: join(dist, 'node', 'serve.js'), workspace, data: join(scratch, 'data') });
  await app.page.setViewportSize({ width: 1440, height: 900 });
  await app.page.emulateMedia({ colorScheme: 'dark' });
  const log = await createTourLog(out, app.page, say);
  const hands = createHands(app.page);
  let failed: string | null = null;
  try {
    await log.step('The app opens on its workspace', async () => {
      await hands.see('Today');
      await app.page.getByText('Reading the workspace').waitFor({ state: 'detached', timeout: 60_000 });
    });
    if (!input.beginsWithSample) await foundOrganisation(hands, log, input);
    await carryFiles(hands, log, input);
    const review = await openReviewOf(hands, log, input);
    await prepareReview(hands, log, input.script, review);
    await holdFacts(hands, log, input.script);
    await findCauses(hands, log, input.script);
    await concludeReview(hands, log, input.script);
    await makeRecord(hands, log, input.script, review);
    await app.close();
    await handOut(out, workspace, review);
    await verifyOutside(out, log.steps);
  } catch (error) {
    failed = error instanceof Error ? error.message : String(error);
  } finally {
    await app.close();
  }
  return summarize(out, log.steps, failed, begun);
}

/** What the facilitator would hand over: the record as folder and zip, the report, and the trust folder, separately. */
async function handOut(out: string, workspace: string, review: string): Promise<void> {
  await cp(join(workspace, 'records', `hotwash-${review}`), join(out, 'record'), { recursive: true });
  await cp(join(workspace, 'trust'), join(out, 'trust'), { recursive: true });
  await cp(join(out, 'record', 'data', 'report.pdf'), join(out, 'report.pdf'));
  const zipped = hotwash('record', 'export', review, join(out, 'record.zip'), '--workspace', workspace);
  if (zipped.status !== 0) throw new Error(`The zip was not written: ${zipped.stderr}`);
}

const hotwash = (...args: string[]) =>
  spawnSync(process.execPath, [join(dist, 'node', 'cli.js'), ...args], { encoding: 'utf8' });

/** The auditor's part, in processes of its own: folder and zip against the trust file. */
async function verifyOutside(out: string, steps: readonly Step[]): Promise<void> {
  for (const record of ['record', 'record.zip']) {
    const verified = hotwash('verify', join(out, record), '--trust', join(out, 'trust', 'allowed_signers'));
    if (verified.status !== 0)
      throw new Error(`hotwash verify ${record} ended with ${verified.status}: ${verified.stdout}`);
    say(`ok   ${record} verifies against the trust file (exit 0)`);
  }
  if (steps.some((step) => !step.ok)) throw new Error('A step failed.');
}

async function summarize(out: string, steps: readonly Step[], failed: string | null, begun: number): Promise<number> {
  const refused = steps.flatMap(({ name, refused: why }) => (why === undefined ? [] : [{ step: name, ...why }]));
  const events =
    failed === null
      ? (await readFile(join(out, 'record', 'data', 'events.jsonl'), 'utf8')).split('\n').length - 1
      : null;
  const result = {
    ok: failed === null,
    startedAt: new Date(begun).toISOString(),
    ms: Date.now() - begun,
    failed,
    events,
    steps,
    refused,
  };
  await writeFile(join(out, 'tour.json'), `${JSON.stringify(result, null, 2)}\n`);
  say('');
  say(
    failed === null
      ? `The review is closed, signed twice and verified; ${refused.length} refusals on the way.`
      : `The tour failed: ${failed}`,
  );
  say(`Written to ${out}:`);
  say(failed === null ? '  record/ record.zip trust/ report.pdf screens/ tour.json' : '  screens/ tour.json');
  say(
    failed === null
      ? 'Check it: npm run -s hotwash -- verify DIR/record --trust DIR/trust/allowed_signers, or follow record/VERIFY.txt'
      : '',
  );
  return failed === null ? 0 : 1;
}

process.exitCode = await main();
