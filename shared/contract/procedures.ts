import { z } from 'zod';
import { memberIdSchema, releaseIdSchema, reviewIdSchema, serviceIdSchema } from '../domain/ids.ts';
import { columnMappingSchema } from '../domain/release/column-mapping.ts';
import { quarantinedRowSchema } from '../domain/release/rows.ts';
import { reviewCommandSchema } from '../domain/review/commands.ts';
import { roleNameSchema } from '../domain/review/sign-events.ts';
import { localIdSchema, statementSchema } from '../domain/text.ts';
import { zoneSchema } from '../domain/workspace/workspace.ts';
import { memberRoles } from '../domain/member-role.ts';
import { actionProcedures } from './action-procedures.ts';
import { calendarProcedures } from './calendar-procedures.ts';
import { causeExportProcedures } from './cause-export-procedures.ts';
import { courierProcedures } from './courier-procedures.ts';
import { disclosureProcedures } from './disclosure-procedures.ts';
import { escalationProcedures } from './escalation-procedures.ts';
import { evidenceProcedures } from './evidence-procedures.ts';
import { keyProcedures } from './key-procedures.ts';
import { historyProcedures } from './history-procedures.ts';
import { notesProcedures } from './notes-procedures.ts';
import { packageProcedures } from './package-procedures.ts';
import { predictionProcedures } from './prediction-procedures.ts';
import { gateProcedures } from './gate-procedures.ts';
import { policyProcedures } from './policy-procedures.ts';
import { recordingProcedures } from './recording-procedures.ts';
import { roundProcedures } from './round-procedures.ts';
import { rosterProcedures } from './roster-procedures.ts';
import { signProcedures } from './sign-procedures.ts';
import { sourceProcedures } from './source-procedures.ts';
import { speechProcedures } from './speech-procedures.ts';
import { timestampProcedures } from './timestamp-procedures.ts';
import { transcriptProcedures } from './transcript-procedures.ts';
import { retentionProcedures } from './retention-procedures.ts';
import { transcriptExportProcedures } from './transcript-export-procedures.ts';
import { triggerProcedures } from './trigger-procedures.ts';
import { templateProcedures } from './template-procedures.ts';

const nothing = z.strictObject({});
const head = z.object({ stream: z.string(), seq: z.int(), hash: z.string() });

/** What the verifier says of a bundle; exit codes as `hotwash verify`. */
export const verifyReportSchema = z.object({
  exit: z.int().min(0).max(4),
  verdict: z.enum(['verified', 'refused', 'unreadable', 'not-trusted', 'incomplete']),
  findings: z.array(z.object({ case: z.int(), message: z.string(), path: z.string().nullable() })),
  signers: z.array(
    z.object({
      role: z.string(),
      act: z.string(),
      member: z.string(),
      fingerprint: z.string(),
      trusted: z.boolean(),
      validAt: z.string().nullable(),
    }),
  ),
});

export const intakePreviewSchema = z.object({
  format: z.string(),
  why: z.string(),
  columns: z.array(z.string()),
  unknownColumns: z.array(z.string()),
  mapping: columnMappingSchema,
  rows: z.array(z.record(z.string(), z.json())),
  problems: z.array(quarantinedRowSchema),
  /** Why it cannot be taken with this mapping, where a better mapping would mend it. */
  blocked: z.object({ code: z.string(), message: z.string() }).nullable(),
});

export const intakeReportSchema = z.object({
  format: z.string(),
  accepted: z.int(),
  unchanged: z.int(),
  quarantined: z.array(quarantinedRowSchema),
  quarantinedTotal: z.int(),
  byKind: z.record(z.string(), z.int()),
  unknownColumns: z.array(z.string()),
  /** Why the file was not read to its end; what was taken before is kept. */
  stopped: z.object({ code: z.enum(['too-many-bad', 'cancelled']), message: z.string() }).nullable(),
});
export type IntakeReport = z.infer<typeof intakeReportSchema>;

/** What a carried file is taken in as; all but the upload's ticket may be left to detection. */
export const intakeChoiceSchema = z.strictObject({
  ticket: z.string().regex(/^[0-9a-f]{32}$/),
  format: z.string().max(60).optional(),
  mapping: columnMappingSchema.optional(),
  acceptBad: z.boolean().optional(),
});

/**
 * Every procedure of the main process, by name, with the shapes of both ends. `POST /api/<name>` with the input as JSON
 * answers `{ok: true, value}` or `{ok: false, error}`. Adding one means adding it here and in its handler.
 */
export const procedures = {
  'app.boot': {
    input: nothing,
    output: z.object({
      version: z.string(),
      shell: z.enum(['electron', 'chromium', 'headless']),
      workspace: z.string(),
      /** What was found at opening that a person should hear of: a torn line, a broken history. */
      notes: z.array(z.object({ code: z.string(), stream: z.string(), message: z.string() })),
      heads: z.array(head),
    }),
  },
  'workspace.sit-down': { input: z.strictObject({ member: memberIdSchema }), output: nothing },
  'workspace.name': {
    input: z.strictObject({ name: z.string().trim().min(1).max(120), zone: zoneSchema }),
    output: nothing,
  },
  'workspace.add-member': {
    input: z.strictObject({
      id: memberIdSchema,
      display: z.string().trim().min(1).max(80),
      role: z.enum(memberRoles),
      leads: z.boolean(),
    }),
    output: nothing,
  },
  /** What the person said and signed stays; from now on they fill no seat, count for no quorum and own nothing new. */
  'workspace.member-leaves': { input: z.strictObject({ member: memberIdSchema }), output: nothing },
  'workspace.add-service': {
    input: z.strictObject({
      id: serviceIdSchema,
      title: z.string().trim().min(1).max(120),
      owner: memberIdSchema,
      tier: z.enum(['critical', 'standard', 'low']),
      dependsOn: z.array(serviceIdSchema).max(200),
    }),
    output: nothing,
  },
  'review.open': {
    input: z.strictObject({
      release: releaseIdSchema,
      tier: z.enum(['full', 'light']),
      title: z.string().trim().min(1).max(300),
      /** Why a lighter review than the policy asks for is enough (M1.3). */
      reason: z.exactOptional(statementSchema),
      /** Releases that overlap and are reviewed together with it (M7.2). */
      joined: z.exactOptional(
        z
          .array(z.strictObject({ release: releaseIdSchema, service: serviceIdSchema }))
          .max(40)
          .refine(
            (list) => list.every((each) => each.release.startsWith(`${each.service}@`)),
            'a release of its service',
          ),
      ),
    }),
    output: z.object({ review: reviewIdSchema }),
  },
  /** `id` makes a repeated call harmless: the same command id is carried out once. */
  'review.command': {
    input: z.strictObject({ review: reviewIdSchema, id: localIdSchema, command: reviewCommandSchema }),
    output: z.object({ seq: z.int(), events: z.array(z.string()) }),
  },
  'key.create': {
    input: z.strictObject({
      member: memberIdSchema,
      passphrase: z.string().max(1000),
    }),
    output: z.object({ fingerprint: z.string(), words: z.array(z.string()) }),
  },
  'record.export': {
    input: z.strictObject({ review: reviewIdSchema }),
    output: z.object({
      files: z.array(z.object({ name: z.string(), bytes: z.int() })),
      headWords: z.array(z.string()),
    }),
  },
  'record.sign': {
    input: z.strictObject({
      review: reviewIdSchema,
      role: roleNameSchema,
      member: memberIdSchema,
      passphrase: z.string().min(1).max(1000),
    }),
    output: z.object({ fingerprint: z.string() }),
  },
  'record.status': {
    input: z.strictObject({ review: reviewIdSchema }),
    output: z.object({ exported: z.boolean(), report: verifyReportSchema.nullable() }),
  },
  ...actionProcedures,
  ...disclosureProcedures,
  ...escalationProcedures,
  ...gateProcedures,
  ...evidenceProcedures,
  ...packageProcedures,
  ...keyProcedures,
  ...notesProcedures,
  ...policyProcedures,
  ...predictionProcedures,
  ...sourceProcedures,
  ...templateProcedures,
  ...courierProcedures,
  ...triggerProcedures,
  ...recordingProcedures,
  ...roundProcedures,
  ...rosterProcedures,
  ...timestampProcedures,
  ...transcriptProcedures,
  ...transcriptExportProcedures,
  ...retentionProcedures,
  ...causeExportProcedures,
  ...calendarProcedures,
  ...historyProcedures,
  ...signProcedures,
  ...speechProcedures,
  'intake.preview': { input: intakeChoiceSchema, output: intakePreviewSchema },
  'sync.restore': {
    input: z.strictObject({
      stream: z.string().max(80),
      lines: z.array(z.string()).max(50_000),
      /** What came with the journal's last line; empty for the intake. */
      receipt: z.string().max(200),
    }),
    output: z.object({ seq: z.int() }),
  },
} as const;

export type ProcedureName = keyof typeof procedures;
export type Input<N extends ProcedureName> = z.input<(typeof procedures)[N]['input']>;
export type ParsedInput<N extends ProcedureName> = z.output<(typeof procedures)[N]['input']>;
export type Output<N extends ProcedureName> = z.output<(typeof procedures)[N]['output']>;

/**
 * Streams, which answer with a body that is read as it comes:
 * - `POST /api/sync.pull` {@link syncPullSchema} -> frames (contract/frames.ts), stays open and follows the logs.
 * - `POST /api/intake.take` {@link intakeChoiceSchema} -> NDJSON of {@link intakeProgressSchema}.
 * - `POST /api/source.sync`, `POST /api/courier.take` and `POST /api/speech.transcribe`: NDJSON, in their own files.
 * - `PUT /api/sync.restore-chunk` bytes -> `{ok, value: {sha256}}`: a chunk of samples the main process lost, before the
 *   intake lines that name it.
 * - `PUT /api/recording.chunk` bytes -> the acknowledgement, once they are durable (recording-procedures.ts).
 * - `PUT /api/intake.carry?name=NAME` bytes -> `{ok, value: {ticket, name, bytes, sha256}}`: a carried file waits under its ticket.
 * - `GET /media/record/<review>.zip`, `/media/report/<review>.pdf|html`, `/media/package/<review>.pdf|html`,
 *   `/media/escalation/<packet>.zip`, `/media/courier/<name>.zip`, `/media/calendar/<review>.ics`, `/media/calendar/all.ics`.
 */
export const syncPullSchema = z.strictObject({
  /** The last line the page has, by stream; a stream that is not named is sent from its beginning. */
  cursors: z.record(z.string(), z.strictObject({ seq: z.int().min(0), hash: z.string().regex(/^[0-9a-f]{64}$/) })),
});

export const intakeProgressSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('reading'), bytesRead: z.number(), bytesTotal: z.number(), rows: z.number() }),
  z.object({ state: z.literal('done'), report: intakeReportSchema }),
  z.object({ state: z.literal('failed'), error: z.object({ code: z.string(), message: z.string() }) }),
]);
export type IntakeProgress = z.infer<typeof intakeProgressSchema>;

/** Every failure a call can answer with. `rule` and `satisfy` are there when a rule said no. Never a path, never a stack. */
export const callFaultSchema = z.object({
  code: z.string(),
  message: z.string(),
  path: z.string().optional(),
  rule: z.string().optional(),
  satisfy: z.string().optional(),
});
export type CallFault = z.infer<typeof callFaultSchema>;
