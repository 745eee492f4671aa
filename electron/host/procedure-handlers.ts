import type { CallFault, Output, ParsedInput, ProcedureName } from '../../shared/contract/procedures.ts';
import { decideTier } from '../../shared/domain/policy/decide-tier.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { loadReportFonts } from '../export/verify-page.ts';
import { createCalendarHandlers } from './calendar-handlers.ts';
import { createActionHandlers } from './action-handlers.ts';
import { createCourierHandlers } from './courier-handlers.ts';
import { createRoundHandlers } from './round-handlers.ts';
import { createRosterHandlers } from './roster-handlers.ts';
import { createDisclosureHandlers } from './disclosure-handlers.ts';
import { createEscalationHandlers } from './escalation-handlers.ts';
import { createGateHandlers } from './gate-handlers.ts';
import { createEvidenceHandlers } from './evidence-handlers.ts';
import { askedTier } from './asked-tier.ts';
import { causeFileOf } from './cause-files.ts';
import { fail, refusalToFault, toCallFault } from './fault.ts';
import { createHistoryHandlers } from './history-handlers.ts';
import { createPackageHandlers } from './package-handlers.ts';
import { createPolicyHandlers } from './policy-handlers.ts';
import { createRecordingHandlers } from './recording-handlers.ts';
import { createRetentionHandlers } from './retention-handlers.ts';
import type { Services } from './services.ts';
import { createSignHandlers } from './sign-handlers.ts';
import { createSourceHandlers } from './source-handlers.ts';
import { createSpeechHandlers } from './speech-handlers.ts';
import { createTimestampHandlers } from './timestamp-handlers.ts';
import { exportTranscript, listLeftovers } from './transcript-export.ts';
import { createTranscriptHandlers } from './transcript-handlers.ts';
import { createTriggerHandlers } from './trigger-handlers.ts';
import { createTemplateHandlers } from './template-handlers.ts';

export type ProcedureHandlers = {
  readonly [N in ProcedureName]: (input: ParsedInput<N>) => Promise<Result<Output<N>, CallFault>>;
};

/** What each procedure of the contract does. Rules are not here: they live in shared/domain. */
export function createProcedureHandlers(services: Services): ProcedureHandlers {
  const { workspace, reviews, records, keys, intake, journals, uploads } = services;
  const me = () => workspace.current().me ?? 'hotwash';
  return {
    'key.recovery': ({ member }) => services.recovery.print(member),
    'key.recover': ({ armoured, passphrase, restore }) => services.recovery.recover(armoured, passphrase, restore),
    'prediction.seal': (request) => services.predictions.seal(request),
    'app.boot': async () =>
      ok({
        version: services.version,
        shell: services.port.kind,
        workspace: workspace.current().name,
        notes: [
          ...[...journals.notes(), ...services.transcripts.store.notes()].map(({ code, stream, message }) => ({
            code,
            stream,
            message,
          })),
          ...services.history.notes,
          ...intake.notes.map(({ code, message }) => ({ code, stream: 'intake', message })),
          ...(await services.policies.notes()),
        ],
        heads: [...journals.heads(), { stream: 'intake', ...intake.head() }],
      }),
    'workspace.sit-down': async ({ member }) =>
      workspace.current().members.some((each) => each.id === member && each.active)
        ? workspace.record(member, { type: 'member.sat-down.v1', body: { member } })
        : fail('no-member', 'That person is not in the roster.'),
    'workspace.name': async ({ name, zone }) =>
      workspace.record(me(), { type: 'workspace.named.v1', body: { name, zone } }),
    'workspace.add-member': async (member) =>
      workspace.current().members.some((each) => each.id === member.id && each.active)
        ? fail('known-member', 'That code is in the roster already. Choose another.')
        : workspace.record(me(), { type: 'member.added.v1', body: member }),
    'workspace.member-leaves': async ({ member }) => {
      if (!workspace.current().members.some((each) => each.id === member && each.active))
        return fail('no-member', 'That person is not in the roster.');
      return workspace.current().me === member
        ? fail('sits-here', 'That person sits at this machine. Let somebody else sit down first.')
        : workspace.record(me(), { type: 'member.left.v1', body: { id: member } });
    },
    'workspace.add-service': async (service) =>
      workspace.current().members.some((each) => each.id === service.owner)
        ? workspace.record(me(), { type: 'service.registered.v1', body: service })
        : fail('no-member', 'The owner is not in the roster.'),
    'review.open': async ({ release, tier, title, reason = null, joined = [] }) => {
      const releases = [release, ...joined.map((each) => each.release)];
      const decided = decideTier(tier, await askedTier(intake, workspace.current(), releases), reason);
      if (!decided.ok) return err(refusalToFault(decided.error));
      const lighter = decided.value;
      return reviews.open(release, tier, title, { joined, ...(lighter !== null && { lighter }) });
    },
    'review.command': async ({ review, id, command }) => {
      await services.watch.check();
      // A package is put together from what the sources say now, or from the fact that they do not answer.
      if (command.type === 'review.prepare') await services.sources.freshen();
      // A review does not say that it is recorded where nothing could be kept.
      const room = command.type === 'recording.start' ? await services.recordings.mayBegin() : ok({});
      if (!room.ok) return room;
      const done = await reviews.run(review, id, command);
      // What the disk refuses here is tried again within a minute; the review itself is closed.
      if (done.ok && command.type === 'review.close') await services.escalations.check();
      return done;
    },
    'key.create': ({ member, passphrase }) => keys.create(member, passphrase),
    'transcript.leftovers': ({ transcript }) => listLeftovers(services, transcript),
    'transcript.export': (asked) => exportTranscript(services, asked),
    'record.export': ({ review }) => records.write(review),
    'causes.file': async ({ review, format }) => {
      const read = reviews.read(review);
      return read.ok ? causeFileOf(services.port, read.value.review, await loadReportFonts(), format) : read;
    },
    'record.sign': ({ review, role, member, passphrase }) => records.sign(review, role, member, passphrase),
    'record.status': ({ review }) => records.status(review),
    'notes.read': ({ review }) => services.interviews.read(review),
    'notes.save': ({ review, text, base }) => services.interviews.save(review, text, base),
    ...createPackageHandlers(services),
    ...createPolicyHandlers(services),
    ...createSourceHandlers(services),
    ...createTemplateHandlers(services),
    ...createCourierHandlers(services),
    ...createTriggerHandlers(services),
    ...createRoundHandlers(services),
    ...createRosterHandlers(services),
    ...createTimestampHandlers(services),
    ...createActionHandlers(services),
    ...createEvidenceHandlers(services),
    ...createEscalationHandlers(services),
    ...createDisclosureHandlers(services),
    ...createGateHandlers(services),
    ...createCalendarHandlers(services),
    ...createHistoryHandlers(services),
    ...createSignHandlers(services),
    ...createSpeechHandlers(services),
    ...createRetentionHandlers(services),
    ...createRecordingHandlers(services),
    ...createTranscriptHandlers(services),
    'intake.preview': async ({ ticket, format, mapping }) => {
      const file = uploads.file(ticket);
      if (!file.ok) return file;
      const preview = await intake.previewFile(file.value, { format, mapping });
      if (!preview.ok) return err(toCallFault(preview.error));
      const { why, columns, unknownColumns, rows, problems, blocked } = preview.value;
      return ok({
        format: preview.value.format,
        why,
        columns: [...columns],
        unknownColumns: [...unknownColumns],
        mapping: {
          columns: preview.value.mapping.columns,
          constants: preview.value.mapping.constants,
          zone: preview.value.mapping.zone,
        },
        rows: rows.map((row) => ({ ...row })),
        problems: [...problems],
        blocked,
      });
    },
    'sync.restore': async ({ stream, lines, receipt }) => {
      const restored = await services.sync.restore(stream, lines, receipt);
      return restored.ok ? restored : err(toCallFault(restored.error));
    },
  };
}
