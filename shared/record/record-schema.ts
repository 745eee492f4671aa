import { recordedSchema } from './record-schema-recordings.ts';
import { z } from 'zod';
import { criterionSchema, actionTerms } from '../domain/action/action.ts';
import { locatorSchema } from '../domain/claim/claim.ts';
import { neededKpiSchema } from '../domain/kpi/kpi-map.ts';
import { lightFigureSchema } from '../domain/light/light.ts';
import { quorumSchema, reviewTiers } from '../domain/policy/tier-policy.ts';
import { nextPhases, productOutcomes } from '../domain/product/product.ts';
import { packageSchema } from '../domain/review/package.ts';
import { exitSchema } from '../domain/review/review.ts';
import { signOffRoles } from '../domain/review/seats.ts';
import { hostExceptionSchema } from '../domain/rota/host-exception.ts';
import { plainFieldTypes } from '../domain/template/template.ts';
import {
  at,
  causeParts,
  count,
  numbers,
  reason,
  roomParts,
  roundSchema,
  ruleParts,
  sha256,
  timeSchema,
  who,
  words,
} from './record-schema-parts.ts';

const seat = z.strictObject({ accountable: who.nullable(), deputy: who.nullable() });
const figures = z.array(lightFigureSchema.meta({ id: 'figure', description: 'A figure beside its baseline.' }));

const lightSchema = z.strictObject({
  filed: z
    .strictObject({
      by: who,
      at,
      released: words,
      met: z.enum(['yes', 'partly', 'no']),
      unusual: words.nullable(),
      followUp: words.nullable(),
      withoutBaseline: reason.nullable(),
      figures,
    })
    .nullable(),
  dissents: z.array(z.strictObject({ by: who, reason, at })),
  closedItself: z.strictObject({ objectionsUntil: at, figures }).nullable(),
  promoted: z.strictObject({ reasons: z.array(words), at }).nullable(),
});

const jointSchema = z.strictObject({
  service: z.string(),
  releases: z.array(z.string()),
  seat: who.nullable(),
  stance: z.enum(['concurred', 'objected', 'silent']),
  by: who.nullable(),
  at: at.nullable(),
  objection: reason.nullable(),
  waived: z.strictObject({ reason, by: who, at }).nullable(),
});

const actionStateSchema = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('idea'), soakUntil: z.string().describe('The day it is looked at again.') }),
  z.strictObject({ name: z.literal('committed'), owner: who, due: z.string(), criterion: criterionSchema }),
  z.strictObject({ name: z.literal('dropped'), reason }),
]);

const fateSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sealed') }),
  z.strictObject({ kind: z.literal('open') }),
  z.strictObject({ kind: z.literal('cause'), cause: z.string() }),
  z.strictObject({ kind: z.literal('dismissed'), reason }),
]);

/** `data/review.json`, member by member. Its JSON Schema is published as docs/review.schema.json. */
export const reviewRecordSchema = z
  .strictObject({
    format: z.literal('hotwash-review/1'),
    reviewId: z.string().describe('Id of the review, such as `r-2026-118`; also in the folder’s name.'),
    blind: z
      .exactOptional(z.string().regex(/^[0-9a-f]{32}$/))
      .describe(
        '128 bits that nobody can guess, put in when the record is written; records of earlier versions have none.',
      ),
    requiredRoles: z.array(z.enum(signOffRoles)).describe('Who must have signed for the record to be complete.'),
    title: words,
    release: z.string(),
    service: z.string(),
    tier: z.enum(reviewTiers),
    zone: z.string().describe('The time zone (IANA) that the report tells times in.'),
    sample: z.boolean().describe('True where organisation, people and figures are made up.'),
    organisation: words,
    rosterVersion: count,
    openedAt: at,
    startedAt: at.nullable().describe('When the meeting began; null where nobody met.'),
    closedAt: at,
    summary: words,
    seats: z.strictObject({ release: seat, operations: seat, product: seat }),
    facilitator: who.nullable(),
    scribe: who.nullable(),
    hostReason: reason.nullable(),
    hostExceptions: z.array(hostExceptionSchema),
    scheduled: z.strictObject({ at: at.nullable(), reason: reason.nullable() }),
    attendance: z.strictObject({
      attended: z.array(who),
      inquorateReason: reason.nullable(),
      quorum: quorumSchema.describe('What the tier asks of a quorum, besides every seat.'),
    }),
    rounds: z.array(roundSchema).describe('Phases worked through without meeting; empty for a review that met.'),
    package: z
      .strictObject({
        sha256: sha256.describe('SHA-256 over the canonical JSON of `content`.'),
        content: packageSchema.meta({
          id: 'package',
          description: 'Release data, frozen when the review was prepared.',
        }),
      })
      .nullable()
      .describe('The release data it opened with, as it was sealed. Times in it are epoch milliseconds.'),
    waived: z
      .array(z.strictObject({ service: z.string(), kpi: neededKpiSchema, reason }))
      .describe('KPIs that nothing measured and that the review went on without.'),
    light: lightSchema.nullable().describe('The form of a light review; null for one that met from the start.'),
    joint: z.array(jointSchema).describe('What each service reviewed together said; empty for one release.'),
    product: z
      .strictObject({
        outcome: z.enum(productOutcomes),
        against: words.describe('What was expected of the release.'),
        evidence: z.array(z.string()).describe('Ids of the facts it rests on.'),
        nextPhase: z.enum(nextPhases),
        feature: words,
        reason,
        by: who,
        at,
      })
      .nullable()
      .describe('What the product seat said; null where it did not review.'),
    factsAgreed: z.strictObject({ inFavour: count, present: count, at }).nullable(),
    facts: z.array(
      z.strictObject({
        id: z.string(),
        text: words,
        happenedAt: at.nullable(),
        author: who,
        support: z.enum(['supported', 'unsupported']),
        evidence: numbers,
        against: numbers,
      }),
    ),
    wordingOverrides: z
      .array(
        z.strictObject({
          of: z.strictObject({ kind: z.enum(['claim', 'cause', 'idea', 'effect']), id: z.string() }),
          text: words,
          rules: z.array(z.string()),
          reason,
          at,
        }),
      )
      .describe('Words that lay blame and were kept as written.'),
    heldIdeas: z
      .array(z.strictObject({ text: words, author: who, heldAt: at, fate: fateSchema }))
      .describe('Causes that came up while facts were collected, and what became of them.'),
    ...causeParts,
    ...roomParts,
    ...ruleParts,
    actions: z.array(
      z.strictObject({
        id: z.string(),
        text: words,
        author: who,
        causes: z.array(z.string()),
        term: z.exactOptional(z.literal(actionTerms[1])),
        state: actionStateSchema,
      }),
    ),
    recorded: z
      .exactOptional(recordedSchema)
      .describe('Consent to be recorded, and what was kept; left out where nobody was asked.'),
    transcripts: z
      .exactOptional(
        z.array(
          z.strictObject({
            id: z.string(),
            file: z.string().describe('Its WebVTT file in data/.'),
            sha256: sha256.describe('SHA-256 of that file, as it was chosen.'),
            at,
          }),
        ),
      )
      .describe('What was said, where somebody chose to put it into the record; left out where nobody did.'),
    parked: z.array(z.strictObject({ text: words, item: z.string(), at, exit: exitSchema.nullable() })),
    time: timeSchema,
    template: z
      .strictObject({
        id: z.string(),
        version: z.string(),
        sha256,
        fields: z.array(
          z.strictObject({
            id: z.string(),
            label: words,
            type: z.enum([...plainFieldTypes, 'choice']),
            value: z.union([words, z.number(), z.boolean()]).nullable(),
            rationale: reason.nullable(),
          }),
        ),
      })
      .nullable(),
    evidence: z.array(
      z.strictObject({
        number: z.int().min(1),
        file: z.string().describe('Its file in data/evidence/.'),
        label: words,
        sha256: sha256.describe('SHA-256 of its bytes when it was attached.'),
        locator: locatorSchema.meta({
          id: 'locator',
          description: 'Where it was found. Times are epoch milliseconds.',
        }),
        withheld: z
          .exactOptional(z.strictObject({ at, why: reason }))
          .describe('Only where its bytes were deleted under retention: the file is not in the record.'),
      }),
    ),
    history: z.strictObject({
      events: count.describe('Lines of data/events.jsonl.'),
      head: sha256.describe('SHA-256 of the canonical header of the last line.'),
    }),
  })
  .describe(
    'A closed post-release review as it was signed. Nothing but these members; people are codes of the roster.',
  );

const published = 'https://hotwash.dev/schemas/review.schema.json';

/** The JSON Schema (draft 2020-12) that docs/review.schema.json publishes; `$id` is a name, nothing is fetched. */
export const reviewJsonSchema = (): Record<string, unknown> => ({
  $id: published,
  title: 'Hotwash review record, data/review.json',
  ...z.toJSONSchema(reviewRecordSchema, {
    target: 'draft-2020-12',
    // What people wrote is trimmed on its way in; in a record it stands as it was kept.
    io: 'input',
    // Instants and days are told by their format; their patterns fill a screen.
    override: ({ jsonSchema }) => {
      if (jsonSchema.format === 'date-time' || jsonSchema.format === 'date') delete jsonSchema.pattern;
    },
  }),
});
