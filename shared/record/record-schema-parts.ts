import { z } from 'zod';
import { overChoices, overHandsSchema } from '../domain/agenda/hands.ts';
import { causeCheckSchema } from '../domain/cause/cause-check.ts';
import { causeRulesSchema } from '../domain/cause/cause-rules.ts';
import { categories, causeKinds, causeScopes, gates, stopReasons } from '../domain/cause/cause.ts';
import { canvases, triageSchema } from '../domain/cause/triage.ts';
import { policyFileSchema, triggeredBySchema } from '../domain/policy/governance.ts';
import { lighterSchema } from '../domain/policy/decide-tier.ts';
import { lostValueSchema } from '../domain/packet/round.ts';
import { roundPhases } from '../domain/packet/packet.ts';
import { memberIdSchema } from '../domain/ids.ts';
import { rotaRoles } from '../domain/rota/host-exception.ts';

export const at = z.iso.datetime().meta({ id: 'instant', description: 'An instant, ISO 8601 in UTC.' });
export const who = memberIdSchema.meta({ id: 'person', description: 'A person by their code in the roster.' });
export const words = z.string();
export const reason = z.string().meta({ id: 'reason', description: 'Why, in the words of whoever answered for it.' });
export const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ id: 'sha256', description: 'A SHA-256 in hex.' });
export const count = z.int().min(0);
export const numbers = z
  .array(z.int().min(1))
  .meta({ id: 'exhibits', description: 'Exhibits, by their numbers in `evidence`.' });
const ids = z.array(z.string());
const ms = z.number().describe('Milliseconds.');

const seen = z
  .array(z.strictObject({ review: z.string(), cause: z.string(), at }))
  .describe('Earlier findings that were counted as the same.');
const classOf = z
  .strictObject({ id: z.string(), title: z.string() })
  .describe('A class of the taxonomy that the review was opened with.');

/** What was explained, how its causes were looked for, and what they came to. */
export const causeParts = {
  effect: z
    .strictObject({
      text: words,
      from: at.nullable().describe('When it began.'),
      fact: z.string().nullable().describe('Id of the fact it was taken from.'),
    })
    .nullable()
    .describe('What was explained; null where nobody worded it and the title stands for it.'),
  triage: z
    .strictObject({
      answers: triageSchema.nullable().describe('The three questions that come before a drawing.'),
      opened: z
        .array(z.strictObject({ canvas: z.enum(canvases), reason: reason.nullable(), at }))
        .describe('Drawings that were opened, with a reason where the answers spoke against it.'),
    })
    .nullable(),
  causeRules: causeRulesSchema
    .nullable()
    .describe('From how many alike findings in how many days a cause is systemic or goes to the architecture board.'),
  causes: z.array(
    z.strictObject({
      id: z.string(),
      parent: z.string().nullable().describe('The cause it leads to; null where it leads to the effect.'),
      category: z.enum(categories).or(z.string()).describe('The bone it hangs on.'),
      kind: z.enum(causeKinds).describe('Something that happened, or a circumstance that let it happen.'),
      gate: z.enum(gates).describe('How the causes below it lead to it: all together, any one, or nobody said.'),
      links: ids.describe('Other causes it leads to besides its parent.'),
      text: words,
      author: who,
      state: z.enum(['hypothesis', 'supported', 'validated', 'rejected', 'stopped']),
      reason: reason.nullable().describe('Why it was rejected, or why nobody asks further.'),
      stopped: z.enum(stopReasons).nullable(),
      class: classOf.nullable(),
      classText: words.nullable().describe('What it is, where its class is `other`.'),
      component: z.string().nullable(),
      key: z.string().nullable().describe('The setting it is about.'),
      scope: z
        .strictObject({ is: z.enum(causeScopes), seen, reason: reason.nullable() })
        .nullable()
        .describe('Whether it happened once or keeps coming back.'),
      checks: z.array(causeCheckSchema).describe('What was looked at before it counted as validated.'),
      evidence: numbers,
      against: numbers,
    }),
  ),
  rootCauses: ids.describe('Ids of the causes where a chain of whys ends with evidence.'),
  boardMatters: z
    .array(
      z.strictObject({
        class: classOf,
        component: z.string(),
        seen,
        reason,
        topic: z.string().nullable().describe('The parked topic that went to the board; null where it was not sent.'),
      }),
    )
    .describe('Classes that keep coming back in a component, and whether they went to the architecture board.'),
};

/** What was decided, asked and noted round the table. */
export const roomParts = {
  decisions: z.array(
    z.strictObject({
      id: z.string(),
      question: words,
      options: z.array(words),
      choice: count.describe('Which option, counted from 0.'),
      rationale: words,
      facts: ids.describe('Ids of the facts it rests on.'),
      dissent: z.array(z.strictObject({ by: z.string().nullable(), words })),
      decider: who,
      vote: z.string().nullable().describe('Id of the show of hands it follows, or against which it was decided.'),
      decidedAt: at,
    }),
  ),
  votes: z.array(
    z.strictObject({
      id: z.string(),
      question: words,
      options: z.array(z.strictObject({ text: words, hands: count })),
      present: count,
      item: z.string().describe('Title of the agenda item.'),
      at,
    }),
  ),
  notes: z.array(
    z.strictObject({
      at,
      meetingTime: z
        .string()
        .regex(/^\d{2,}:\d{2}:\d{2}$/)
        .describe("Time on the meeting's own clock."),
      item: z.string(),
      text: words,
      author: who,
    }),
  ),
};

/** By which rules it was run, and why it was opened. */
export const ruleParts = {
  policy: z
    .strictObject({ base: policyFileSchema.nullable(), overlay: policyFileSchema.nullable() })
    .describe('The files of the policy by their hashes; a base of null is the standard policy.'),
  trigger: triggeredBySchema.nullable().describe('The event and rules that opened it; null where a person did.'),
  lighter: lighterSchema
    .nullable()
    .describe('The rules that asked for a stricter review, and why a lighter one was held.'),
  cohort: z
    .strictObject({ day: z.string(), deployments: count })
    .nullable()
    .describe('The day whose deployments are reviewed together; null for one release.'),
  passedOver: z
    .array(z.strictObject({ member: who, role: z.enum(rotaRoles), reason, swappedWith: who.nullable() }))
    .describe('Who was passed over although the rota named them.'),
};

export const roundSchema = z.strictObject({
  phase: z.enum(roundPhases),
  askedAt: at,
  deadline: at,
  prolonged: z.array(z.strictObject({ at, to: at, reason })),
  reviewers: z.array(who),
  packets: z
    .array(z.strictObject({ author: who, revision: z.int().min(1), at, late: z.boolean(), sha256 }))
    .describe('Signed answers that were taken in, by the SHA-256 of their files.'),
  settledAt: at.nullable(),
  inquorateReason: reason.nullable(),
  hands: z.strictObject({ inFavour: count, against: count, answered: count }).nullable(),
  lost: z.array(lostValueSchema).describe('Values that lost to another said of the same thing.'),
  comments: z.array(z.strictObject({ author: who, text: words })),
});

export const timeSchema = z.strictObject({
  items: z.array(
    z.strictObject({
      title: words,
      plannedMs: ms,
      takenMs: ms,
      extensions: count,
      budgetMs: ms.describe('The time box at the end: planned, prolonged, and given to others; milliseconds.'),
      parked: count.describe('Topics parked during it.'),
    }),
  ),
  overAnswers: z
    .array(
      z.strictObject({
        at,
        item: z.string(),
        hands: overHandsSchema,
        present: count,
        choice: z.enum(overChoices),
        decidedBy: z.enum(['hands', 'facilitator']),
      }),
    )
    .describe('How the room answered when a time box was used up.'),
  elmo: z
    .array(
      z.strictObject({
        at,
        item: z.string(),
        answer: z
          .strictObject({
            inFavour: count,
            against: count,
            present: count,
            outcome: z.enum(['next', 'park', 'goes-on']),
            at,
          })
          .nullable(),
      }),
    )
    .describe('"Enough, let’s move on": when it was asked and what the room said; nobody is named.'),
  pauses: z.array(z.strictObject({ at, reason, ms: ms.nullable() })),
  gaps: z.array(z.strictObject({ at, cause: z.enum(['sleep', 'crash', 'clock-change']), ms, counted: z.boolean() })),
  returns: z.array(z.strictObject({ item: z.string(), reason, at })),
});
