// What a command does when its output goes nowhere: a reader that had enough, a disk that is full.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { built } from '../support/built.ts';

const folder = mkdtempSync(join(tmpdir(), 'hotwash-output-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const event = {
  criticality: 'critical',
  changeType: 'major',
  result: 'success',
  impact: { incidents: 0, rolledBack: false },
};

/** Runs a line of bash in which $1 is the command's entry and $2 a file of events; prints the exit code of the command. */
const bash = (line: string) => {
  const events = join(folder, 'events.ndjson');
  writeFileSync(events, `${JSON.stringify(event)}\n`.repeat(20_000));
  return spawnSync('bash', ['-c', line, 'bash', built('node', 'cli.js'), events], { encoding: 'utf8' });
};

describe.runIf(process.platform === 'linux' && existsSync(built('node', 'cli.js')))('the output of a command', () => {
  it('a reader that had enough is no fault', () => {
    const { stdout, stderr } = bash('node "$1" trigger "$2" --json | head -1; echo "exit ${PIPESTATUS[0]}"');
    expect(stderr).toBe('');
    expect(stdout.trim().split('\n').at(-1)).toBe('exit 0');
  });

  it('a disk that is full is told in one line, and the exit is 2', () => {
    const { stdout, stderr } = bash('node "$1" trigger "$2" --json >/dev/full; echo "exit $?"');
    expect(stderr).toBe('The output could not be written: the disk may be full. Name another place for it.\n');
    expect(stdout).toBe('exit 2\n');
  });
});
