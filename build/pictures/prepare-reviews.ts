import { createServices } from '../../electron/host/create-services.ts';
import { commandPort } from '../../electron/host/with-workspace.ts';
import type { MemberId, ReviewId } from '../../shared/domain/ids.ts';
import type { ReviewCommand } from '../../shared/domain/review/commands.ts';
import { createPacedClock } from '../../test/support/paced-clock.ts';
import { sampleScript } from '../tour/script.ts';
import { guests } from './crowd.ts';
import { openAfterPromises } from './open-after-promises.ts';

const interview = `Ops: the drain of a node took eleven minutes, nine of them waiting.
Product: nobody said that two versions answered at the same time.
Release: the pipeline's word is taken for the end in every team.`;

export type PreparedReviews = {
  /** The one whose whole meeting is shown. */
  readonly meeting: ReviewId;
  /** Of a service that made promises in an earlier review: its clock runs down to the hard end. */
  readonly hour: ReviewId;
};

/** The sample as the pictures begin with it: seats filled, packages sealed, a roster large enough for a crowd. */
export async function prepareReviews(workspace: string, paceFile: string): Promise<PreparedReviews> {
  const review = sampleScript.draft as ReviewId;
  const commands: readonly ReviewCommand[] = [
    ...sampleScript.seats.map(({ seat, accountable, deputy }) => ({
      type: 'seat.fill' as const,
      seat,
      accountable: accountable as MemberId,
      deputy: deputy as MemberId,
    })),
    { type: 'host.name', facilitator: sampleScript.facilitator, scribe: null },
    { type: 'review.prepare' },
  ];
  const running = await createServices({
    workspaceDir: workspace,
    port: commandPort,
    clock: createPacedClock(paceFile),
  });
  try {
    const { reviews, interviews, workspace: house } = running.services;
    for (const id of guests) {
      const added = await house.record('rel-01', {
        type: 'member.added.v1',
        body: { id, display: `Guest ${id.slice(-2)}`, role: 'engineering', leads: false },
      });
      if (!added.ok) throw new Error(added.error.message);
    }
    for (const [index, command] of commands.entries()) {
      const done = await reviews.run(review, `prepare${index}`, command);
      if (!done.ok) throw new Error(`${command.type}: ${done.error.message}`);
    }
    const before = await interviews.read(review);
    if (before.ok) await interviews.save(review, interview, before.value.state);
    return { meeting: review, hour: await openAfterPromises(running.services) };
  } finally {
    await running.close();
  }
}
