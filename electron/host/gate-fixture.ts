import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import type { ParsedInput } from '../../shared/contract/procedures.ts';
import type { Exit } from '../../shared/domain/review/review.ts';
import type { MemberId, ReviewId } from '../../shared/domain/ids.ts';
import type { ReviewCommand } from '../../shared/domain/review/commands.ts';
import type { SignOffRole } from '../../shared/domain/review/seats.ts';
import { handClock, makeClosedReview, type ClosedReview, type HandClock } from './action-fixture.ts';
import type { GateService } from './gate-service.ts';
import { passphrase, valueOf } from './record-fixture.ts';

export const digest = `sha256:${'ab'.repeat(32)}`;
export const feature = 'One-click checkout';

/** Product says go to a feature, in Actions. */
export const productSays = (nextPhase: 'go' | 'wait' | 'stop'): ReviewCommand => ({
  type: 'product.review',
  by: 'prod-01' as MemberId,
  outcome: 'met',
  against: 'A tenth more baskets end in an order.',
  evidence: [],
  nextPhase,
  feature,
  reason: 'The orders came.',
});

export type GateFixture = ClosedReview & {
  readonly clock: HandClock;
  readonly gate: GateService;
  readonly trust: string;
  readonly folder: string;
  /** Issues a token of the release and leaves it in a file. */
  readonly issue: (more?: Partial<ParsedInput<'gate.issue'>>) => Promise<{ id: string; token: string; file: string }>;
};

const holders: readonly (readonly [role: SignOffRole, member: string])[] = [
  ['facilitator', 'eng-01'],
  ['release-manager', 'rel-01'],
  ['operations-lead', 'ops-01'],
  ['product-manager', 'prod-01'],
];

export const asking = (review: ReviewId, more: Partial<ParsedInput<'gate.issue'>> = {}): ParsedInput<'gate.issue'> => ({
  review,
  artifacts: [],
  environment: null,
  expiresAt: null,
  member: 'rel-01' as MemberId,
  passphrase,
  feature: null,
  ...more,
});

/** A closed review whose record was put together and signed by these roles; everybody has a key. */
export async function makeGate(
  options: {
    readonly besides?: readonly ReviewCommand[];
    readonly exit?: Exit;
    readonly signs?: readonly SignOffRole[];
    readonly start?: string;
  } = {},
): Promise<GateFixture> {
  const clock = handClock(options.start ?? '2026-03-16T10:00:00Z');
  const criterion = { kind: 'artefact', artefact: 'The limit in the configuration' } as const;
  const made = await makeClosedReview(clock, criterion, options.exit, options.besides ?? [productSays('go')]);
  const { records, keys, gate } = made.running.services;
  for (const [, member] of holders) valueOf(await keys.create(member as MemberId, passphrase));
  clock.pass(60_000);
  valueOf(await records.write(made.review));
  for (const [role, member] of holders)
    if (options.signs === undefined || options.signs.includes(role))
      valueOf(await records.sign(made.review, role, member as MemberId, passphrase));
  const trust = valueOf(await keys.trustFolder());
  const issue: GateFixture['issue'] = async (more) => {
    const issued = valueOf(await gate.issue(asking(made.review, more)));
    const file = join(made.workspaceDir, '..', `${issued.id}.json`);
    await writeFile(file, issued.token);
    return { ...issued, file };
  };
  return { ...made, clock, gate, trust, folder: records.folder(made.review), issue };
}
