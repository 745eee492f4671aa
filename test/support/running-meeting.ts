import { createServices } from '../../electron/host/create-services.ts';
import { commandPort } from '../../electron/host/with-workspace.ts';
import { sampleScript } from '../../build/tour/script.ts';
import type { MemberId, ReviewId } from '../../shared/domain/ids.ts';
import type { ReviewCommand } from '../../shared/domain/review/commands.ts';

const { draft, seats, facilitator, present } = sampleScript;

const preparing: readonly ReviewCommand[] = [
  ...seats.map(({ seat, accountable, deputy }) => ({
    type: 'seat.fill' as const,
    seat,
    accountable: accountable as MemberId,
    deputy: deputy as MemberId,
  })),
  { type: 'host.name', facilitator, scribe: null },
  { type: 'review.prepare' },
];

const meeting: readonly ReviewCommand[] = [
  ...present.map((member) => ({ type: 'attendee.arrive' as const, member: member as MemberId })),
  { type: 'meeting.start', inquorateReason: null },
  { type: 'meeting.next' },
  { type: 'meeting.next' },
];

/** The sample's draft with its seats filled and its package sealed. Returns the review. */
export const prepareDraft = (workspace: string): Promise<ReviewId> => carryOut(workspace, preparing);

/** The sample's draft, prepared and met: the clock runs and the agenda stands at Facts. Returns the review. */
export const meetInFacts = (workspace: string): Promise<ReviewId> => carryOut(workspace, [...preparing, ...meeting]);

/** The sample's draft, met up to Causes and triaged: several components took part. Returns the review. */
export const meetInCauses = (workspace: string): Promise<ReviewId> =>
  carryOut(workspace, [
    ...preparing,
    ...meeting,
    { type: 'meeting.next' },
    { type: 'facts.agree', inFavour: present.length },
    { type: 'meeting.next' },
    { type: 'causes.triage', directEvidence: false, recurring: true, severalComponents: true },
  ]);

async function carryOut(workspace: string, commands: readonly ReviewCommand[]): Promise<ReviewId> {
  const review = draft as ReviewId;
  const running = await createServices({ workspaceDir: workspace, port: commandPort });
  try {
    for (const [index, command] of commands.entries()) {
      const done = await running.services.reviews.run(review, `meet${index}`, command);
      if (!done.ok) throw new Error(`${command.type}: ${done.error.message}`);
    }
  } finally {
    await running.close();
  }
  return review;
}
