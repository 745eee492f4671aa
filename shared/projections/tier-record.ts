import type { LightState } from '../domain/light/light.ts';
import { jointSeat, jointServices } from '../domain/joint/joint.ts';
import type { Review } from '../domain/review/review.ts';
import type { Workspace } from '../domain/workspace/workspace.ts';

const iso = (ms: number): string => new Date(ms).toISOString();

/** What the record keeps of a light review's form (M7.1); null of a review that met from the start. */
export function lightRecord({ filed, dissents, closedItself, promoted }: LightState) {
  if (filed === null && promoted === null) return null;
  return {
    filed:
      filed === null
        ? null
        : {
            by: filed.by,
            at: iso(filed.at),
            released: filed.released,
            met: filed.met,
            unusual: filed.unusual,
            followUp: filed.followUp,
            withoutBaseline: filed.withoutBaseline,
            figures: filed.figures,
          },
    dissents: dissents.map(({ by, reason, at }) => ({ by, reason, at: iso(at) })),
    closedItself:
      closedItself === null
        ? null
        : { objectionsUntil: iso(closedItself.objectionsUntil), figures: closedItself.figures },
    promoted: promoted === null ? null : { reasons: promoted.reasons, at: iso(promoted.at) },
  };
}

/** What each service of a joint review said, and what was waived (M7.2); empty where one release was reviewed. */
export const jointRecord = (review: Review, workspace: Workspace) =>
  jointServices(review).map((service) => {
    const stance = review.joint.stances.find((each) => each.service === service);
    const waiver = review.joint.waived.find((each) => each.service === service);
    return {
      service,
      releases: [{ release: review.release, service: review.service }, ...review.joint.joined]
        .filter((each) => each.service === service)
        .map(({ release }) => release),
      seat: jointSeat(review, workspace, service),
      stance: stance?.kind ?? ('silent' as const),
      by: stance?.member ?? null,
      at: stance === undefined ? null : iso(stance.at),
      objection: stance?.kind === 'objected' ? stance.reason : null,
      waived: waiver === undefined ? null : { reason: waiver.reason, by: waiver.actor, at: iso(waiver.at) },
    };
  });
