import type { ReleaseId } from '../../shared/domain/ids.ts';
import { policyInForce } from '../../shared/domain/policy/adopted-policy.ts';
import { strictest } from '../../shared/domain/policy/decide-tier.ts';
import { evaluateTrigger, type TriggerVerdict } from '../../shared/domain/policy/evaluate-trigger.ts';
import type { Workspace } from '../../shared/domain/workspace/workspace.ts';
import { readCatalogue } from '../../shared/projections/catalogue.ts';
import { deploymentsToTriggers } from '../../shared/projections/deployment-to-trigger.ts';
import type { Intake } from '../intake/intake.ts';

/**
 * What the policy in force asks of the deployments of these releases, the strictest of them; null where none was deployed,
 * or none can be judged.
 */
export async function askedTier(
  intake: Intake,
  workspace: Workspace,
  releases: readonly ReleaseId[],
): Promise<TriggerVerdict | null> {
  const { policy } = policyInForce(workspace.policies);
  const tiers = new Map(
    readCatalogue(workspace, await intake.rows.of('component')).map(({ id, tier }) => [id, tier] as const),
  );
  const verdicts: TriggerVerdict[] = [];
  for (const service of new Set(releases.map((release) => release.slice(0, release.indexOf('@'))))) {
    const triggering = deploymentsToTriggers({
      deployments: await intake.rows.of('deployment', service),
      incidents: await intake.rows.of('incident', service),
      verdicts: workspace.links.map(({ from, to, verdict }) => ({ a: from.id, b: to.id, verdict })),
      tierOf: (each) => tiers.get(each) ?? null,
    });
    for (const { release, event } of triggering) {
      if (!releases.includes(release)) continue;
      const verdict = evaluateTrigger(policy, event);
      if (verdict.ok) verdicts.push(verdict.value);
    }
  }
  return strictest(verdicts);
}
