import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { answerAsGithub, makeDeployments, makeRuns, type ReplayedGithub } from '../../test/support/replay-github.ts';
import { startReplay, type Replay } from '../../test/support/replay-server.ts';
import { intakeLineSchema, type IntakeLine } from '../../shared/domain/release/intake-line.ts';
import { csvCell } from '../../shared/formats/write-csv.ts';
import { connectorById, connectors } from '../connectors/connectors.ts';
import { pullSource } from '../connectors/pull-source.ts';
import { httpTo } from '../connectors/testing.ts';
import type { Intake } from '../intake/intake.ts';
import { openIntake } from '../intake/open-intake.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';

const repository = 'acme/checkout';
const now = Date.parse('2026-03-01T12:00:00Z');
const hour = 3_600_000;
const secret = 'ghp_0123456789abcdefSECRET';

const open: (Replay | Intake)[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});
afterAll(removeTemporaryFolders);

async function start(source: Partial<ReplayedGithub>): Promise<Replay> {
  const replay = await startReplay({ answer: answerAsGithub({ repository, deployments: [], runs: [], ...source }) });
  open.push(replay);
  return replay;
}
async function openTestIntake(workspace: string): Promise<Intake> {
  const intake = await openIntake(workspace, { now: () => now + 24 * hour });
  open.push(intake);
  return intake;
}

/** Pulls once into the intake; answers why a batch was not taken, if one was not. */
async function pullInto(
  intake: Intake,
  replay: Replay,
  lists: string,
  at = now,
  state = intake.pulls()[0] ?? null,
): Promise<string | null> {
  const connector = connectorById('github');
  if (connector === undefined) throw new Error('no connector');
  const http = httpTo(replay.origin, { credential: connector.authorize(secret) });
  const run = pullSource(
    { id: 'gh-1', connector, config: { address: replay.origin, repositories: repository, lists } },
    {
      state,
      now: () => at,
      signal: new AbortController().signal,
      historyFrom: now - 30 * 24 * hour,
      http: { recent: http, history: http },
    },
  );
  for await (const batch of run.batches) {
    const taken = await intake.takePulled(batch);
    if (!taken.ok) return taken.error.code;
  }
  return null;
}

async function linesOf(intake: Intake): Promise<readonly IntakeLine[]> {
  const lines: IntakeLine[] = [];
  for await (const line of intake.lines(0)) lines.push(intakeLineSchema.parse(JSON.parse(line)));
  return lines;
}

describe('what sources answer, taken in', () => {
  it('[N1] [N9] is kept as it came before it is mapped, is mapped again without the source, and nowhere holds a credential', async () => {
    const replay = await start({ deployments: makeDeployments(repository, 60, now - hour, hour) });
    const workspace = await temporaryFolder('pull');
    const intake = await openTestIntake(workspace);
    expect(await pullInto(intake, replay, 'deployments')).toBeNull();
    expect(intake.rows.count('deployment')).toBe(60);
    const lines = await linesOf(intake);
    const asked = replay.asked.length;
    await replay.close();
    open.shift();
    for (const { source } of lines) {
      const raw = await readFile(join(workspace, 'intake', 'raw', source.sha256), 'utf8');
      expect([raw.includes('"statuses"') || raw.trim() === '[]', raw.includes(secret)]).toEqual([true, false]);
      const again = await intake.retry(source.sha256);
      if (raw.trim() !== '[]') expect(again).toMatchObject({ ok: true, value: { accepted: 0 } });
    }
    expect(replay.asked.length).toBe(asked);
    expect(JSON.stringify(await linesOf(intake))).not.toContain(secret);
    const [row] = await intake.rows.of('deployment');
    const provenance = row === undefined ? undefined : await intake.provenance('deployment', row.id);
    expect(provenance).toMatchObject({ format: 'github-deployments', pulled: { source: 'gh-1', connector: 'github' } });
  });

  it('[N2] the same again changes nothing, and the cursor stands in the last line of its batch', async () => {
    const replay = await start({ runs: makeRuns(repository, 250, now - hour, hour) });
    const intake = await openTestIntake(await temporaryFolder('pull'));
    await pullInto(intake, replay, 'runs');
    const before = await intake.rows.of('build');
    expect(before.length).toBe(250);
    const pulled = (await linesOf(intake)).filter((line) => line.pulled !== undefined);
    expect(pulled.every(({ done }) => done)).toBe(true);
    // All of it again, as if the cursor had been lost.
    expect(await pullInto(intake, replay, 'runs', now, null)).toBeNull();
    expect(await intake.rows.of('build')).toEqual(before);
    await pullInto(intake, replay, 'runs', now + hour);
    expect(await intake.rows.of('build')).toEqual(before);
  });

  it('[N7] a bad record is put aside with its reason; a batch of bad ones stops the pull and leaves the cursor', async () => {
    const later = '2031-01-01T00:00:00Z';
    const bad = (count: number) =>
      makeRuns(repository, 50, now - hour, hour).map((run, index) =>
        index < count ? { ...run, run_started_at: later, updated_at: later } : run,
      );
    const intake = await openTestIntake(await temporaryFolder('pull'));
    expect(await pullInto(intake, await start({ runs: bad(2) }), 'runs')).toBeNull();
    expect(intake.quarantine().flatMap(({ rows }) => rows.map(({ code }) => code))).toEqual([
      'time-out-of-range',
      'time-out-of-range',
    ]);
    expect(intake.rows.count('build')).toBe(48);
    const other = await openTestIntake(await temporaryFolder('pull'));
    expect(await pullInto(other, await start({ runs: bad(11) }), 'runs')).toBe('too-many-bad');
    expect(other.pulls()[0]?.read ?? null).toBeNull();
  });

  it('[N10] a source that died says since when; its rows stay', async () => {
    const replay = await start({ runs: makeRuns(repository, 20, now - hour, hour) });
    const intake = await openTestIntake(await temporaryFolder('pull'));
    await pullInto(intake, replay, 'runs');
    await replay.close();
    open.splice(open.indexOf(replay), 1);
    await pullInto(intake, replay, 'runs', now + hour);
    expect(intake.pulls()[0]).toMatchObject({ read: { watermark: now }, failed: { code: 'unreachable', since: now } });
    expect(intake.rows.count('build')).toBe(20);
  });

  it('[N8] a cell that a spreadsheet would compute is neutralised when it is exported', () => {
    expect(['=1+1', '+1', '-1', '@x', 'plain'].map(csvCell)).toEqual(["'=1+1", "'+1", "'-1", "'@x", 'plain']);
  });

  it('[N9] every connector names its fields, asks for an address, and has a name of its own', () => {
    expect(new Set(connectors.map(({ id }) => id)).size).toBe(connectors.length);
    for (const { fields } of connectors) expect(fields.find(({ name }) => name === 'address')?.needed).toBe(true);
  });
});
