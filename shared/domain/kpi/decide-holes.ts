import { ok } from '../../lib/result.ts';
import { refuse } from '../refusal.ts';
import type { CommandOf } from '../review/commands.ts';
import type { DecisionContext, Verdict } from '../review/context.ts';
import type { Review } from '../review/review.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { kpiHoles, openHoles, type KpiHole } from './kpi-map.ts';

/** The services that a review is of: those of its package, and its own before there is one. */
export const reviewedComponents = (review: Review): readonly string[] => {
  const released = review.package?.content.components?.map((each) => each.service) ?? [];
  return released.length > 0 ? released : [review.service];
};

/** Holes in the KPI map that a review would open its facts with. */
export const unwaivedHoles = (review: Review, workspace: Workspace): readonly KpiHole[] =>
  openHoles(kpiHoles(workspace.kpis, reviewedComponents(review), review.governance.tier.kpis), review.waived);

/** [M2.3] A hole is waived with a reason, before the meeting, and only where there is one. */
export function decideHoles(review: Review, command: CommandOf<'hole.waive'>, context: DecisionContext): Verdict {
  if (review.phase !== 'draft' && review.phase !== 'prepared')
    return refuse('H1', 'The meeting has begun; what is measured is settled.', 'Note the hole as a fact instead.');
  const { service, kpi, reason } = command;
  if (!reviewedComponents(review).includes(service))
    return refuse('M2.3', `${service} is not part of this release.`, 'Choose one of the released components.');
  const holes = kpiHoles(context.workspace.kpis, [service], review.governance.tier.kpis);
  if (!holes.some((hole) => hole.kpi === kpi))
    return refuse('M2.3', `${kpi} of ${service} is measured, or not needed by this tier.`, 'Nothing needs doing.');
  if (review.waived.some((each) => each.service === service && each.kpi === kpi)) return ok([]);
  return ok([{ type: 'hole.waived.v1', body: { service, kpi, reason } }]);
}

/** [M2.3] Why a full review cannot open its facts; undefined where nothing is in the way. */
export function holesInTheWay(review: Review, workspace: Workspace): Verdict | undefined {
  if (review.tier !== 'full') return undefined;
  const open = unwaivedHoles(review, workspace);
  if (open.length === 0) return undefined;
  const needed = reviewedComponents(review).length * review.governance.tier.kpis.length;
  return refuse(
    'M2.3',
    `${open.length} of ${needed} KPIs are measured by nothing: ${open.map(({ service, kpi }) => `${kpi} of ${service}`).join(', ')}.`,
    'Map each to a metric, or waive it with a reason that stands in the record.',
  );
}
