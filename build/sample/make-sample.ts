import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createChromiumPort } from '../../electron/shell/chromium/chromium-port.ts';
import { findBrowser } from '../../electron/shell/chromium/find-browser.mjs';
import { makeDeliveries } from './carried/carried-files.ts';
import { makeSampleWorkspace } from './make-workspace.ts';
import { planHistory } from './plan-history.ts';
import { defaultSeed, defaultUntil } from './plan.ts';

const usage = `usage: sample [FOLDER] [--seed N] [--until TIME] [--files FOLDER] [--force]

Makes the sample workspace in FOLDER (dist/sample when none is named). It is made anew only when the program or an option
changed. --until is the last moment of its history, --files also writes the files that were carried in.
`;

type Options = { out: string; seed: number; until: number; files: string | null; force: boolean };

function readOptions(args: readonly string[]): Options | string {
  const options: Options = { out: 'dist/sample', seed: defaultSeed, until: defaultUntil, files: null, force: false };
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? '';
    if (arg === '--force') options.force = true;
    else if (!arg.startsWith('--')) options.out = arg;
    else {
      index += 1;
      const value = args[index];
      if (value === undefined) return `${arg} needs a value.`;
      if (arg === '--seed') options.seed = Number(value);
      else if (arg === '--until') options.until = Date.parse(value);
      else if (arg === '--files') options.files = value;
      else return `There is no option ${arg}.`;
    }
  }
  if (!Number.isSafeInteger(options.seed)) return '--seed is a whole number.';
  return Number.isNaN(options.until) ? '--until is a time such as 2026-11-20T16:30:00+01:00.' : options;
}

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (typeof options === 'string') {
    process.stderr.write(`${options}\n${usage}`);
    return 2;
  }
  const { seed, until, files } = options;
  if (files !== null) await writeFiles(files, seed, until);
  const out = resolve(options.out);
  const browser = findBrowser();
  const program = await readFile(fileURLToPath(import.meta.url));
  const stamp = createHash('sha256')
    .update(program)
    .update(`${seed} ${until} ${browser === undefined ? 'unsigned' : 'signed'}`)
    .digest('hex');
  const stampPath = join(dirname(out), `.${basename(out)}.stamp`);
  if (!options.force && (await readFile(stampPath, 'utf8').catch(() => '')) === stamp) return 0;
  await rm(stampPath, { force: true });
  await makeAt(out, seed, until, browser);
  await writeFile(stampPath, stamp);
  return 0;
}

/** Made beside its place and renamed, so that nobody copies half a sample. */
async function makeAt(out: string, seed: number, until: number, browser: string | undefined): Promise<void> {
  await mkdir(dirname(out), { recursive: true });
  const temporary = await mkdtemp(join(dirname(out), `.${basename(out)}-`));
  try {
    const port = createChromiumPort(browser ?? '', true, process.getuid?.() === 0);
    const made = await makeSampleWorkspace(temporary, { seed, until, port, signs: browser !== undefined });
    await rm(out, { recursive: true, force: true });
    await rename(temporary, out);
    const accepted = made.taken.reduce((sum, file) => sum + file.accepted, 0);
    const quarantined = made.taken.reduce((sum, file) => sum + file.quarantined.length, 0);
    if (browser === undefined)
      process.stderr.write('No browser to print a report with: the sample review that is closed stays unsigned.\n');
    process.stderr.write(
      `Sample workspace: ${made.taken.length} files, ${accepted} records, ${quarantined} in quarantine.\n`,
    );
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  }
}

async function writeFiles(folder: string, seed: number, until: number): Promise<void> {
  for (const { at, files } of makeDeliveries(planHistory(seed, until))) {
    const place = join(folder, new Date(at).toISOString().slice(0, 10));
    await mkdir(place, { recursive: true });
    for (const { name, text } of files) await writeFile(join(place, name), text);
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`The sample could not be made: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
