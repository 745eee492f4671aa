import { createServices, type RunningServices } from '../../electron/host/create-services.ts';
import { commandPort } from '../../electron/host/with-workspace.ts';
import { sampleScript } from '../../build/tour/script.ts';
import type { MemberId, ReleaseId, ReviewId } from '../../shared/domain/ids.ts';
import type { ReviewCommand } from '../../shared/domain/review/commands.ts';

const { seats, facilitator, present } = sampleScript;

const untilCauses: readonly ReviewCommand[] = [
  ...seats.map(({ seat, accountable, deputy }) => ({
    type: 'seat.fill' as const,
    seat,
    accountable: accountable as MemberId,
    deputy: deputy as MemberId,
  })),
  { type: 'host.name', facilitator, scribe: null, reason: 'made for a test' },
  { type: 'review.prepare' },
  ...present.map((member) => ({ type: 'attendee.arrive' as const, member: member as MemberId })),
  { type: 'meeting.start', inquorateReason: null },
  { type: 'meeting.next' },
  { type: 'meeting.next' },
  { type: 'meeting.next' },
  { type: 'facts.agree', inFavour: present.length },
  { type: 'meeting.next' },
  { type: 'causes.triage', directEvidence: false, recurring: true, severalComponents: true },
];

/**
 * Opens a review of each release in the sample organisation and brings it to Causes, triaged; then `commands`. They are
 * opened by the product's own services, so that each journal is as the program writes it.
 */
export async function openAtCauses(
  workspace: string,
  releases: readonly string[],
  commands: readonly ReviewCommand[],
): Promise<readonly ReviewId[]> {
  const running = await createServices({ workspaceDir: workspace, port: commandPort });
  try {
    const opened: ReviewId[] = [];
    for (const release of releases) opened.push(await openOne(running, release, commands));
    return opened;
  } finally {
    await running.close();
  }
}

async function openOne(
  { services }: RunningServices,
  release: string,
  commands: readonly ReviewCommand[],
): Promise<ReviewId> {
  const { reviews } = services;
  const made = await reviews.open(release as ReleaseId, 'full', `Review of ${release}`);
  if (!made.ok) throw new Error(`opening ${release}: ${made.error.message}`);
  const { review } = made.value;
  for (const [index, command] of [...untilCauses, ...commands].entries()) {
    const done = await reviews.run(review, `made${String(index).padStart(3, '0')}`, command);
    if (!done.ok) throw new Error(`${release} ${command.type}: ${done.error.message}`);
  }
  return review;
}

/** Releases of a service of the sample that went into production, newest first. */
export async function releasesOf(workspace: string, service: string, count: number): Promise<readonly string[]> {
  const running = await createServices({ workspaceDir: workspace, port: commandPort });
  try {
    const rows = await running.services.intake.rows.of('deployment', service);
    const versions = rows
      .filter(({ environment }) => environment === 'production')
      .toSorted((a, b) => (b.startedAt ?? 0) - (a.startedAt ?? 0))
      .map(({ version }) => `${service}@${version}`);
    return [...new Set(versions)].slice(0, count);
  } finally {
    await running.close();
  }
}
