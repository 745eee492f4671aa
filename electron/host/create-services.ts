import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { releaseIdOf } from '../../shared/domain/ids.ts';
import type { RowOf } from '../../shared/domain/release/rows.ts';
import { connectors } from '../connectors/connectors.ts';
import { openIntake } from '../intake/open-intake.ts';
import { openJournals } from '../journal/journals.ts';
import { systemClock, type Clock } from '../platform/clock.ts';
import { createReceipts } from '../signing/receipts.ts';
import { createSync } from '../sync/sync.ts';
import { carryCertificates } from './certificate-carry.ts';
import { createSeal } from './certificate-seal.ts';
import { createCertificateStore } from './certificate-store.ts';
import { createCalendarService } from './calendar-service.ts';
import { createActionService } from './action-service.ts';
import { createCarriedUploads } from './carried-uploads.ts';
import { startClockWatch } from './clock-watch.ts';
import { createHandler } from './create-handler.ts';
import { createCourierService } from './courier-service.ts';
import { createCauseFinder } from './cause-findings.ts';
import { createCredentialStore } from './credential-store.ts';
import { createErasureService } from './erasure-service.ts';
import { createEscalationService } from './escalation-service.ts';
import { createEvidenceDesk } from './evidence-desk.ts';
import { WorkspaceFault } from './fault.ts';
import { createGateService } from './gate-service.ts';
import type { Handler } from './handler.ts';
import { createHistoryService } from './history-service.ts';
import { intakeToReleaseData } from './intake-release-data.ts';
import { createInterviewDesk } from './interview-notes.ts';
import { createKeyRecovery } from './key-recovery.ts';
import { createKeyStore, openDeviceKey } from './key-store.ts';
import { keepAwakeInMeetings } from './meeting-awake.ts';
import { openRetention } from './open-retention.ts';
import { createPackageService } from './package-service.ts';
import { createPastFindings } from './past-findings.ts';
import { createPolicyService } from './policy-service.ts';
import { createPredictionService } from './prediction-service.ts';
import { openRecordings } from './open-recordings.ts';
import { createRecordService } from './record-service.ts';
import { recoverSignOffEvents } from './recover-sign-offs.ts';
import { createReviewService, type ReviewService } from './review-service.ts';
import type { Services } from './services.ts';
import type { ShellPort } from './shell-port.ts';
import { createRoundService } from './round-service.ts';
import { createRosterService } from './roster-service.ts';
import { createRosterStore } from './roster-store.ts';
import { createSourceService } from './source-service.ts';
import { createTemplateService } from './template-service.ts';
import { openSpeech, type SpeechParts } from './open-speech.ts';
import { openTranscripts } from './open-transcripts.ts';
import { findEnclosure } from './transcript-enclosure.ts';
import { withTranscripts } from './transcript-source.ts';
import { takeWriterLock } from './writer-lock.ts';
import { createLightTimer } from './light-timer.ts';
import { createTimestampService } from './timestamp-service.ts';
import { createTriggerInbox } from './trigger-inbox.ts';
import { createTriggerService } from './trigger-service.ts';
import { createWorkspaceService, workspaceStream } from './workspace-service.ts';

export type ServiceOptions = {
  readonly workspaceDir: string;
  readonly port: ShellPort;
  readonly clock?: Clock;
  /** What a new workspace is called; an existing one keeps its name. */
  readonly founding?: { readonly name: string; readonly sample: boolean; readonly zone: string };
  /** log2 of scrypt's N for new keys; only the sample and tests ask for less than the default. */
  readonly scryptLogN?: number;
  readonly onBug?: (error: unknown) => void;
  /** The process that speech engines run in; found from the built program where it is not said. */
  readonly speechWorker?: NonNullable<SpeechParts['worker']>;
};

export type RunningServices = { readonly handler: Handler; readonly services: Services; close(): Promise<void> };

/** The composition root: opens a workspace and wires everything that works on it. Throws WorkspaceFault. */
export async function createServices(options: ServiceOptions): Promise<RunningServices> {
  const { workspaceDir, port, clock = systemClock } = options;
  const lock = await takeWriterLock(workspaceDir).catch(toWorkspaceFault);
  if (!lock.ok) throw new WorkspaceFault(lock.error.message);
  try {
    return await openWorkspace(options, clock, port, lock.value.release);
  } catch (error) {
    await lock.value.release();
    return toWorkspaceFault(error);
  }
}

async function openWorkspace(
  { workspaceDir, founding, scryptLogN, onBug = console.error, speechWorker }: ServiceOptions,
  clock: Clock,
  port: ShellPort,
  release: () => Promise<void>,
): Promise<RunningServices> {
  const opened = await openDeviceKey(workspaceDir);
  if (!opened.ok) throw new WorkspaceFault(opened.error.message);
  const { key: device, isNew } = opened.value;
  const journals = await openJournals(join(workspaceDir, 'journals'), { clock, device: device.id });
  const intake = await openIntake(workspaceDir, { now: clock.wall });
  const workspace = await createWorkspaceService(
    journals,
    founding ?? { name: 'My organisation', sample: false, zone: new Intl.DateTimeFormat().resolvedOptions().timeZone },
  );
  const templates = createTemplateService(workspaceDir);
  const words = await openTranscripts({ workspaceDir, clock, device: device.id, workspace });
  const evidence = createEvidenceDesk(intake, workspaceDir, words.transcripts);
  const causes = createCauseFinder(evidence, intake);
  const packages = createPackageService({
    workspaceDir,
    data: intakeToReleaseData(intake),
    clock,
    workspace,
    port,
    reviews: () => reviews,
    openSeals: () => predictions.openDue(),
  });
  const calendar = createCalendarService({ intake, journals, workspace, clock, reviews: () => reviews });
  const reviews: ReviewService = createReviewService({
    clock,
    journals,
    workspace,
    evidence,
    assemble: (review, now) => packages.assemble(review, now),
    template: (named) => templates.forTier(named),
    release: async (id) => {
      const service = id.slice(0, id.indexOf('@'));
      const isIt = (row: RowOf<'release' | 'deployment'>): boolean => releaseIdOf(row.service, row.version) === id;
      return (
        (await intake.rows.of('release', service)).find(isIt) ??
        (await intake.rows.of('deployment', service)).find(isIt)
      );
    },
    goLive: async (review) => (await calendar.live(review)).at,
    rota: () => calendar.rota(),
    past: (review) => past.before(review),
    checks: (review, cause) => causes.check(review, cause),
    enclosure: (review, transcript) => findEnclosure(words.transcripts, workspaceDir, review, transcript),
  });
  const past = createPastFindings(reviews);
  const triggers = createTriggerService({ clock, intake, data: intakeToReleaseData(intake), workspace, reviews });
  const keys = createKeyStore(workspaceDir, workspace, device, clock, scryptLogN);
  const rosters = createRosterService({
    clock,
    device,
    workspace,
    keys,
    store: createRosterStore(workspaceDir),
    deviceSince: async () => {
      const lines = (await journals.open(workspaceStream)).read(0);
      const first = lines.find((line) => line.device === device.id);
      return first === undefined ? undefined : Date.parse(first.at);
    },
  });
  const predictions = createPredictionService({
    workspaceDir,
    data: intakeToReleaseData(intake),
    clock,
    device,
    workspace,
    keys,
  });
  const history = await createHistoryService({ workspaceDir, clock, device, journals, workspace, onBug });
  const watch = await startClockWatch(workspaceDir, clock, reviews);
  const letSleep = keepAwakeInMeetings(journals, reviews, port);
  const sources = createSourceService({
    clock,
    intake,
    workspace,
    connectors,
    credentials: createCredentialStore(workspaceDir, device, process.env),
    onRows: () => packages.freezeDue(),
  });
  const escalations = createEscalationService({ workspaceDir, clock, device, workspace, reviews, onBug });
  const inbox = createTriggerInbox({ workspaceDir, clock, intake, journals, triggers, workspace });
  const lights = createLightTimer({ clock, reviews, packages, freshen: () => sources.freshen() });
  const certificates = createCertificateStore({ workspaceDir, workspace, keys, clock });
  const records = createRecordService({
    transcripts: words.transcripts,
    complete: (folder) => carryCertificates(folder, certificates),
    workspaceDir,
    clock,
    device,
    port,
    reviews,
    workspace,
    evidence,
    keys,
    rosters,
    history,
  });
  const sound = await openRecordings({ workspaceDir, clock, reviews, workspace });
  const { store: recordingStore, recordings } = sound;
  const speech = await openSpeech({
    workspaceDir,
    clock,
    journals,
    reviews,
    recordingStore,
    transcripts: words.transcripts,
    onBug,
    start: port.startChild,
    ...(speechWorker !== undefined && { worker: speechWorker }),
  });
  const retention = openRetention({
    workspaceDir,
    clock,
    reviews,
    workspace,
    media: sound.media,
    transcripts: words.transcripts,
    onBug,
  });
  const services: Services = {
    retention,
    ...words.services(reviews, recordingStore),
    speech,
    recordings,
    recordingStore,
    recordingMedia: sound.media,
    watch,
    version: packageJson.version,
    port,
    journals,
    history,
    erasure: createErasureService({ workspaceDir, clock, journals, workspace, keys, records }),
    intake,
    sync: createSync({
      journals: withTranscripts(journals, words.store),
      intake,
      recordings: recordingStore,
      receipts: createReceipts(device, !isNew),
    }),
    workspace,
    evidence,
    causes,
    calendar,
    actions: createActionService({ clock, intake, workspace, reviews, evidence }),
    escalations,
    couriers: createCourierService({ workspaceDir, clock, device, intake, workspace }),
    sources,
    reviews,
    rounds: createRoundService({
      reviews,
      workspace,
      keys,
      clock,
      goLive: async (review) => (await calendar.live(review)).at,
    }),
    triggers,
    inbox,
    lights,
    packages,
    policies: createPolicyService(workspaceDir, workspace),
    predictions,
    recovery: createKeyRecovery({ keys, workspace, port, clock }),
    templates,
    records,
    seal: createSeal({ folder: records.folder, certificates, keys, clock }),
    certificates,
    timestamps: createTimestampService({ workspaceDir, records, certificates }),
    gate: createGateService({ clock, device, reviews, workspace, records, keys }),
    keys,
    rosters,
    uploads: await createCarriedUploads(workspaceDir),
    interviews: createInterviewDesk(workspaceDir),
  };
  // What a newer map version can read comes out of the quarantine; nobody waits for it.
  intake.retryQuarantined().catch(onBug);
  const settled = await rosters.settle();
  if (!settled.ok) throw new WorkspaceFault(settled.error.message);
  await recoverSignOffEvents(services.records.folder, reviews);
  return {
    services,
    handler: await createHandler(services, onBug),
    close: async () => {
      await inbox.stop();
      await lights.stop();
      letSleep();
      await watch.stop();
      await sources.stop();
      await escalations.stop();
      await history.stop();
      await retention.stop();
      await speech.stop();
      await sound.media.stop();
      await recordingStore.close();
      await words.store.close();
      await journals.close();
      await intake.close();
      await release();
    },
  };
}

function toWorkspaceFault(error: unknown): never {
  if (error instanceof WorkspaceFault) throw error;
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC')
    throw new WorkspaceFault('The disk is full. Nothing was changed; free some space and start again.');
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM')
    throw new WorkspaceFault(
      'The workspace folder cannot be written. Make it writable, or choose another with --workspace.',
    );
  if (code === 'ENOTDIR' || code === 'EEXIST')
    throw new WorkspaceFault('The workspace is not a folder. Choose another with --workspace.');
  throw error;
}
