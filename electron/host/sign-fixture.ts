import { join } from 'node:path';
import type { MemberId, ReviewId } from '../../shared/domain/ids.ts';
import { handClock, makeClosedReview, type ClosedReview, type HandClock } from './action-fixture.ts';
import { createServices, type RunningServices } from './create-services.ts';
import type { GateFixture } from './gate-fixture.ts';
import { passphrase, valueOf } from './record-fixture.ts';
import { productSays } from './gate-fixture.ts';
import type { Returned } from './sign-brought.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { commandPort } from './with-workspace.ts';

/** A closed review whose record was put together and that nobody signed yet; the facilitator has a key here. */
export type SignFixture = Pick<ClosedReview, 'review' | 'running' | 'reopen' | 'workspaceDir'> & {
  readonly clock: HandClock;
  readonly folder: GateFixture['folder'];
};

export const member = (id: string): MemberId => id as MemberId;

export async function makeUnsigned(): Promise<SignFixture> {
  const clock = handClock('2026-03-16T10:00:00Z');
  const criterion = { kind: 'artefact', artefact: 'The limit in the configuration' } as const;
  const made = await makeClosedReview(clock, criterion, undefined, [productSays('go')]);
  const { records, keys } = made.running.services;
  valueOf(await keys.create(member('eng-01'), passphrase));
  clock.pass(60_000);
  valueOf(await records.write(made.review));
  return { ...made, clock, folder: records.folder(made.review) };
}

/** Another machine: its own workspace, with a key of this member and nothing of the review. */
export async function makeOther(clock: HandClock, who: string): Promise<RunningServices> {
  const running = await createServices({
    workspaceDir: join(await temporaryFolder('other'), 'workspace'),
    port: commandPort,
    clock,
    founding: { name: 'On the road', sample: false, zone: 'Europe/Berlin' },
    scryptLogN: 10,
  });
  const { workspace, keys } = running.services;
  await workspace.record('hotwash', {
    type: 'member.added.v1',
    body: { id: member(who), display: who, role: 'release', leads: false },
  });
  valueOf(await keys.create(member(who), passphrase));
  return running;
}

/** Takes a request away, has it answered on the other machine and brings the answer's text back. */
export async function answerOf(
  { running, review }: Pick<SignFixture, 'running' | 'review'>,
  other: RunningServices,
  role: string,
  who: string,
): Promise<string> {
  const { text } = valueOf(await running.services.records.request(review, { role, member: member(who) }));
  return valueOf(await other.services.records.answer(text, passphrase, { kind: 'workspace' })).text;
}

/** What became of an answer: the state, or the rule that refused it. */
export async function taking(
  { running, review }: { readonly running: RunningServices; readonly review: ReviewId },
  returned: Returned | string,
  compared: string | null = null,
): Promise<string> {
  const brought: Returned = typeof returned === 'string' ? { kind: 'answer', text: returned } : returned;
  const taken = await running.services.records.take(review, brought, compared);
  return taken.ok ? taken.value.state : (taken.error.rule ?? taken.error.code);
}
