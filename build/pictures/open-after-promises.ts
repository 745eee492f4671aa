import type { Services } from '../../electron/host/services.ts';
import type { ReleaseId, ReviewId } from '../../shared/domain/ids.ts';
import type { ReviewCommand } from '../../shared/domain/review/commands.ts';
import { memberIdSchema } from '../../shared/domain/ids.ts';

/** The service whose closed review made promises, one of which is overdue. */
const service = 'boarding';
const member = (code: string) => memberIdSchema.parse(code);

const commands: readonly ReviewCommand[] = [
  { type: 'seat.fill', seat: 'release', accountable: member('rel-03'), deputy: member('rel-02') },
  { type: 'seat.fill', seat: 'operations', accountable: member('ops-02'), deputy: member('ops-04') },
  { type: 'seat.fill', seat: 'product', accountable: member('prod-02'), deputy: member('prod-03') },
  { type: 'host.name', facilitator: member('rel-01'), scribe: member('eng-05') },
  { type: 'review.prepare' },
];

/** Opens and prepares a review of the service's newest release in production. */
export async function openAfterPromises({ intake, reviews }: Services): Promise<ReviewId> {
  const deployments = await intake.rows.of('deployment', service);
  const newest = deployments
    .filter(({ environment }) => environment === 'production')
    .toSorted((a, b) => (b.startedAt ?? 0) - (a.startedAt ?? 0))[0];
  if (newest === undefined) throw new Error(`The sample has no deployment of ${service}.`);
  const release = `${service}@${newest.version}` as ReleaseId;
  const opened = await reviews.open(release, 'full', `Boarding ${newest.version}`);
  if (!opened.ok) throw new Error(opened.error.message);
  const { review } = opened.value;
  for (const [index, command] of commands.entries()) {
    const done = await reviews.run(review, `hour${index}`, command);
    if (!done.ok) throw new Error(`${command.type}: ${done.error.message}`);
  }
  return review;
}
