// Two of them want the same workspace.
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { built, canDrive, hotwash, run } from '../support/built.ts';
import { createStage } from '../support/stage.ts';

const stage = createStage('second-start');
const serve = built('node', 'serve.js');
const deployments = `id,service,version,environment,started_at,finished_at,result
d1,search,5.21.1,production,2026-11-19T08:00:00Z,2026-11-19T08:04:10Z,success
`;

describe.skipIf(!canDrive)('a second start', () => {
  it('[S14] brings the first window to the front and ends well; other ways in are told that it is open', async () => {
    await stage.copySample();
    const app = await stage.start();
    const other = await app.context.newPage();
    await other.bringToFront();

    const again = run(serve, '--workspace', stage.workspace, '--data', stage.data, '--headless');
    expect(again.stderr).toBe('Hotwash is already open on this workspace; its window is now in front.\n');
    expect(again.status).toBe(0);
    await app.page.waitForFunction(() => document.visibilityState === 'visible');

    const elsewhere = run(serve, '--workspace', stage.workspace, '--data', join(stage.folder, 'other'), '--headless');
    expect(elsewhere.stderr).toContain(`This workspace is open in another Hotwash (process ${app.ready.pid}).`);
    expect(elsewhere.status).toBe(1);

    const file = join(stage.folder, 'late.csv');
    await writeFile(file, deployments);
    const intake = hotwash('intake', file, '--workspace', stage.workspace, '--json');
    expect(intake.stderr).toContain(`This workspace is open in another Hotwash (process ${app.ready.pid}).`);
    expect(JSON.parse(intake.stdout)).toMatchObject({ accepted: 0, error: { code: 'workspace' } });
    expect(intake.status).toBe(2);

    // The first one was disturbed by none of them, and leaves the workspace free.
    await app.page.getByText('Today').first().waitFor();
    expect(await app.close()).toBe(0);
    const after = hotwash('intake', file, '--workspace', stage.workspace, '--json');
    expect(JSON.parse(after.stdout)).toMatchObject({ accepted: 1 });
    expect(after.status).toBe(0);
  });

  it('[S14] a program that is gone holds nothing', async () => {
    await stage.copySample();
    const app = await stage.start();
    process.kill(app.ready.pid, 'SIGKILL');
    await app.close();
    const next = await stage.start();
    expect(existsSync(join(stage.workspace, 'journals'))).toBe(true);
    expect(await next.close()).toBe(0);
  });
});
