import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { judgementsByEvent } from '../../shared/domain/trigger/automatic-start.ts';
import { removeTemporaryFolders } from './temporary-folder.ts';
import { event, hour, now, openTrial, type Trial } from './trigger-testing.ts';

afterAll(removeTemporaryFolders);

const second = 1000;

async function openInbox() {
  const trial = await openTrial(onTestFinished);
  const inbox = join(trial.folder, 'inbox');
  await mkdir(inbox, { recursive: true });
  const drop = (name: string, content: string | Uint8Array) => writeFile(join(inbox, name), content);
  const list = async (part = '') =>
    (await readdir(join(inbox, part)).catch(() => [])).toSorted((a, b) => (a < b ? -1 : 1));
  /** Looks, lets the quiet time pass, and looks again. */
  const settle = async (ms = 2 * second) => {
    await trial.services.inbox.look();
    trial.clock.set(trial.clock.wall() + ms);
    return trial.services.inbox.look();
  };
  return { trial, drop, list, settle };
}

const judged = ({ services }: Trial) => judgementsByEvent(services.workspace.current().automatic).size;
const one = JSON.stringify(event('search', '1.2.0', now - hour));

it('[M7.4] a complete file is taken in, judged, and moved to done under its hash; a copy of it opens nothing', async () => {
  const { trial, drop, list, settle } = await openInbox();
  await drop('event.json', one);
  expect(await settle()).toMatchObject({ opened: ['r-2026-001'] });
  expect((await list()).filter((name) => name.endsWith('.json'))).toEqual([]);
  const [hash = ''] = await list('done');
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  await drop('again.json', one);
  await settle();
  expect(await list('done')).toEqual([hash]);
  expect(trial.services.reviews.ids()).toHaveLength(1);
});

it('[M7.4] a file that is still being written is waited for', async () => {
  const { trial, drop, list, settle } = await openInbox();
  await drop('event.json', one.slice(0, 40));
  await settle();
  expect(await list()).toEqual(['event.json']);
  await drop('event.json', one);
  await settle();
  expect(judged(trial)).toBe(1);
  expect(await list()).toEqual(['done']);
});

it.each([
  ['half of an event', one.slice(0, 40)],
  ['NUL bytes', Buffer.alloc(5000)],
  ['nothing', ''],
  ['JSON of something else', '{"what": "is this"}'],
  ['a deep nest', '['.repeat(200_000)],
])('[M7.4] %s that stays so is refused with a reason and no path', async (_what, content) => {
  const { trial, drop, list, settle } = await openInbox();
  await drop('odd.json', content);
  await settle();
  await settle(30 * second);
  const refused = await list('refused');
  expect(refused.map((name) => name.replace(/^.*?-/, ''))).toEqual(['odd.json', 'odd.json.txt']);
  const reason = await readFile(join(trial.folder, 'inbox', 'refused', refused[1] ?? ''), 'utf8');
  expect(reason.split('\n')[1]).toMatch(/\w.*[.]$/);
  expect(reason).not.toContain(trial.folder);
  expect(trial.services.inbox.state().refused).toMatchObject([{ name: 'odd.json' }]);
});

it('[M7.4] what a pipeline of another kind sends goes through the ordinary intake first', async () => {
  const { trial, drop, settle } = await openInbox();
  await drop(
    'rows.csv',
    `service,version,environment,started,finished,result\nsearch,1.5.0,production,${iso(2)},${iso(1)},success\n`,
  );
  expect(await settle()).toMatchObject({ opened: ['r-2026-001'] });
  expect(judged(trial)).toBe(1);
});

const iso = (hours: number): string => new Date(now - hours * hour).toISOString();

it('[M7.4] hidden and unfinished names, folders and links are left alone', async () => {
  const { trial, drop, list, settle } = await openInbox();
  for (const name of ['.hidden.json', 'event.json.tmp', 'event.part']) await drop(name, one);
  await mkdir(join(trial.folder, 'inbox', 'folder'));
  await drop('.elsewhere', one);
  await symlink(join(trial.folder, 'inbox', '.elsewhere'), join(trial.folder, 'inbox', 'link.json'));
  await settle();
  expect(judged(trial)).toBe(0);
  expect(await list()).toHaveLength(6);
});

it('[M7.4] thousands of events in one file, some twice, are each judged once', async () => {
  const { trial, drop, settle } = await openInbox();
  const many = Array.from({ length: 3000 }, (_, index) =>
    event('wiki', `3.0.${index}`, now - 20 * 24 * hour + index * 60_000),
  );
  await drop('many.json', JSON.stringify([...many, ...many.slice(0, 500)]));
  expect(await settle()).toMatchObject({ judged: { none: 3000 }, failed: 0 });
  expect(judged(trial)).toBe(3000);
});

it('[M7.4] while it is off, nothing is taken from the folder', async () => {
  const { trial, drop, list, settle } = await openInbox();
  await trial.services.triggers.set(null);
  await drop('event.json', one);
  expect(await settle()).toBeUndefined();
  expect(await list()).toEqual(['event.json']);
});
