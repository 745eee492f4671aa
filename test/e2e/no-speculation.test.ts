// [M4.6] Whoever sits here, and whichever way it is tried, nothing becomes a cause without evidence that resolves.
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../build/tour/app-driver.ts';
import { createHands, leaveField } from '../../build/tour/hands.ts';
import type { MemberId, ReviewId, RowId } from '../../shared/domain/ids.ts';
import { memberRoles, type MemberRole } from '../../shared/domain/member-role.ts';
import type { ReviewCommand } from '../../shared/domain/review/commands.ts';
import { hashBody, hashLine, parseLine, serializeLine } from '../../shared/journal/line.ts';
import { canDrive } from '../support/built.ts';
import { openAtCauses, releasesOf } from '../support/review-at-causes.ts';
import { createStage } from '../support/stage.ts';

const stage = createStage('no-speculation');
const guess = 'The cache was cold.';
const memberOf = (role: MemberRole): MemberId => `spec-${role}` as MemberId;

type Answer = { readonly ok: boolean; readonly error?: { readonly rule?: string; readonly message: string } };

/** Asks the main process as any program on this machine could, from within the window's own origin. */
const post = (page: Page, name: string, input: object): Promise<Answer> =>
  page.evaluate(
    async ([to, body]) => {
      const response = await fetch(`/api/${to}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      return (await response.json()) as Answer;
    },
    [name, JSON.stringify(input)] as const,
  );

let commands = 0;
async function ruleFor(page: Page, review: ReviewId, command: ReviewCommand): Promise<string> {
  commands += 1;
  const answer = await post(page, 'review.command', { review, id: `try${String(commands).padStart(4, '0')}`, command });
  return answer.ok ? 'carried out' : (answer.error?.rule ?? answer.error?.message ?? 'no rule');
}

/** The answer the window gets when a key asks for something. */
async function ruleForKey(page: Page, key: string): Promise<string> {
  const asked = page.waitForResponse((response) => response.url().endsWith('/api/review.command'));
  await page.keyboard.press(key);
  const answer = (await (await asked).json()) as Answer;
  return answer.ok ? 'carried out' : (answer.error?.rule ?? 'no rule');
}

const made = { type: 'deployment' as const, id: 'ci:deployment:made-up:1' as RowId };
const target = { kind: 'cause' as const, id: 'guess' };

const tries: readonly (readonly [string, ReviewCommand, string])[] = [
  ['a support', { type: 'cause.support', cause: 'guess' }, 'M4.6'],
  ['a validation', { type: 'cause.validate', cause: 'guess' }, 'M4.6'],
  ['made-up evidence', { type: 'evidence.attach', id: 'made1', target, locator: made, bearing: 'supports' }, 'M3.3'],
];

type Forged = { readonly type: string; readonly body: object };

/** Written past the rules: judged without evidence, judged on a piece that nobody attached, and validated outright. */
const forgeries: readonly (readonly Forged[])[] = [
  [{ type: 'cause.supported.v1', body: { cause: 'guess', evidence: ['made1'] } }],
  [
    {
      type: 'cause.validated.v1',
      body: { cause: 'guess', checks: [{ check: 'resolves', passed: true, told: 'made up' }] },
    },
  ],
];

/** Appends lines with every hash as it should be: the strongest forgery that needs no key. Returns the first one's number. */
function forge(review: ReviewId, actor: string, events: readonly Forged[]): number {
  const path = join(stage.workspace, 'journals', `${review}.jsonl`);
  const texts = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  const read = parseLine(texts.at(-1) ?? '', texts.length);
  if (!read.ok) throw new Error(read.error.message);
  let last = read.value;
  for (const [index, { type, body }] of events.entries()) {
    const salt = 'ab'.repeat(16);
    const whole = { ...body, command: `forged${index}` };
    const { device } = last;
    const at = new Date(Date.parse(last.at) + 1000).toISOString();
    const bodyHash = hashBody(salt, whole);
    last = { seq: last.seq + 1, prev: hashLine(last), at, device, actor, type, bodyHash, salt, body: whole };
    appendFileSync(path, `${serializeLine(last)}\n`);
  }
  return texts.length + 1;
}

describe.skipIf(!canDrive)('no speculation', () => {
  let app: App;
  let reviews: readonly ReviewId[];

  beforeAll(async () => {
    await stage.copySample();
    const releases = await releasesOf(stage.workspace, 'search', memberRoles.length);
    reviews = await openAtCauses(stage.workspace, releases, [
      {
        type: 'cause.propose',
        id: 'guess',
        text: guess,
        author: 'eng-04' as MemberId,
        parent: null,
        category: 'process',
      },
    ]);
    if (reviews.length < memberRoles.length) throw new Error(`the sample has only ${reviews.length} such releases`);
    app = await stage.start();
    for (const role of memberRoles) {
      const member = { id: memberOf(role), display: `Spec ${role}`, role, leads: true };
      const added = await post(app.page, 'workspace.add-member', member);
      if (!added.ok) throw new Error(`${role}: ${added.error?.message ?? ''}`);
    }
  }, 90_000);

  it('[M4.6] [M3.3] refuses it to every role, by the window’s keys and by the procedures', async () => {
    const { page } = app;
    const hands = createHands(page);
    const [review] = reviews;
    if (review === undefined) throw new Error('no review');
    await hands.goTo(`#/reviews/${review}/room`);
    const row = page.getByRole('treeitem').filter({ hasText: guess }).first();
    for (const role of memberRoles) {
      expect(await post(page, 'workspace.sit-down', { member: memberOf(role) })).toMatchObject({ ok: true });
      await row.click();
      await leaveField(page);
      await row.focus();
      expect.soft(await ruleForKey(page, '2'), `${role}, key 2`).toBe('M4.6');
      await hands.refusal('M4.6');
      expect.soft(await ruleForKey(page, 'v'), `${role}, key V`).toBe('M4.6');
      for (const [what, command, rule] of tries)
        expect.soft(await ruleFor(page, review, command), `${role}, ${what}`).toBe(rule);
      await page
        .getByRole('treeitem', { name: /hypothesis/ })
        .filter({ hasText: guess })
        .first()
        .waitFor();
    }
    console.log(`${memberRoles.length} roles, ${memberRoles.length * (2 + tries.length)} tries, none carried out`);
  }, 60_000);

  it('[M4.6] flags what a hand wrote into the journal, whoever it names, and shows the review up to it', async () => {
    await app.close();
    const lines = reviews.map((review, index) => {
      const role = memberRoles[index] ?? 'audit';
      return forge(review, memberOf(role), forgeries[index % forgeries.length] ?? []);
    });
    app = await stage.start();
    const { page } = app;
    const hands = createHands(page);
    for (const [index, review] of reviews.entries()) {
      const seq = lines[index] ?? 0;
      await hands.goTo(`#/reviews/${review}/room`);
      await hands.see(new RegExp(`Event ${seq} .* breaks M4\\.6`));
      expect.soft(await ruleFor(page, review, { type: 'cause.support', cause: 'guess' })).toMatch(/breaks M4\.6/);
    }
  }, 60_000);
});
