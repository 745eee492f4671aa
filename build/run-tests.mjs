import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { buildIfChanged, root } from './build-if-changed.mjs';
import { prepareSources } from './prepare-sources.mjs';

const bin = (/** @type {string} */ path) => `${root}node_modules/${path}`;

/** Each counts as one test. */
const CHECKS = [
  { name: 'types', script: bin('typescript/bin/tsc'), args: ['-b'] },
  { name: 'lint', script: bin('oxlint/bin/oxlint'), args: ['--type-aware', '--deny-warnings'] },
  { name: 'format', script: bin('prettier/bin/prettier.cjs'), args: ['--check', '.', '--log-level', 'warn'] },
  { name: 'unused code', script: bin('knip/bin/knip.js'), args: ['--no-progress'] },
];

function runCheck(/** @type {(typeof CHECKS)[number]} */ check) {
  const run = spawnSync(process.execPath, [check.script, ...check.args], { cwd: root, encoding: 'utf8' });
  const passed = run.status === 0;
  console.log(`${passed ? 'ok  ' : 'FAIL'} check: ${check.name}`);
  if (!passed) console.log(`${run.stdout ?? ''}${run.stderr ?? ''}`);
  return passed;
}

/** @returns {{ passed: number, failed: number, skipped: number }} */
function runVitest(/** @type {string[]} */ args) {
  const report = `${root}.cache/vitest.json`;
  mkdirSync(`${root}.cache`, { recursive: true });
  rmSync(report, { force: true });
  const run = spawnSync(
    process.execPath,
    [bin('vitest/vitest.mjs'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args],
    { cwd: root, stdio: 'inherit' },
  );
  return readReport(report, run.status === 0);
}

function readReport(/** @type {string} */ report, /** @type {boolean} */ exitedWell) {
  try {
    const totals = JSON.parse(readFileSync(report, 'utf8'));
    const skipped = totals.numPendingTests + totals.numTodoTests;
    // A file that fails to load, or an error outside any test, has no failing test of its own but fails the run.
    const failedFiles = totals.testResults.filter(
      (/** @type {{ status: string, assertionResults: { status: string }[] }} */ file) =>
        file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
    ).length;
    const failed = totals.numFailedTests + failedFiles;
    return { passed: totals.numPassedTests, failed: failed === 0 && !exitedWell ? 1 : failed, skipped };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/**
 * Builds, checks, runs every test, and closes with the line `N passed, N failed`.
 *
 * @param {string[]} args passed on to vitest; with any, only vitest runs
 * @returns {Promise<number>} the exit code
 */
export async function runChecksAndTests(args) {
  // CI runs the tests of real sources with all others; `npm run test:sources` runs them alone.
  if (process.env.HOTWASH_TEST_SOURCES !== undefined) prepareSources();
  const built = buildIfChanged();
  console.log(`${built ? 'ok  ' : 'FAIL'} check: build`);
  const checks = [built, ...(args.length > 0 ? [] : CHECKS.map(runCheck))];
  const tests = runVitest(args);
  const passed = tests.passed + checks.filter(Boolean).length;
  const failed = tests.failed + checks.filter((check) => !check).length;
  if (tests.skipped > 0) console.log(`${tests.skipped} skipped; each printed its reason above`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}
