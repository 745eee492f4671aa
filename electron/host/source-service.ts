import type { CallFault, Output, ParsedInput } from '../../shared/contract/procedures.ts';
import type { SourceEnd, SourceKind, SourceTarget, SyncProgress } from '../../shared/contract/source-procedures.ts';
import { sourceIdOf, type ConfiguredSource } from '../../shared/domain/workspace/sources.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import type { Connector } from '../connectors/connector.ts';
import type { Intake } from '../intake/intake.ts';
import type { Clock } from '../platform/clock.ts';
import { checkCredential, type CredentialStore } from './credential-store.ts';
import { fail, toCallFault } from './fault.ts';
import { checkConfig, createSourceAccess, type CheckedConfig, type OpenedSource } from './source-access.ts';
import { previewSource } from './source-preview.ts';
import { createSourceQueue } from './source-queue.ts';
import { runSource, type PullLimits } from './source-run.ts';
import type { WorkspaceService } from './workspace-service.ts';

type Answer<T> = Promise<Result<T, CallFault>>;
type Nothing = Record<string, never>;

/** The sources that are asked for release data: adding, trying, pulling. Credentials go in and never come out. */
export interface SourceService {
  kinds(): readonly SourceKind[];
  add(input: ParsedInput<'source.add'>): Answer<{ readonly id: string }>;
  change(input: ParsedInput<'source.change'>): Answer<Nothing>;
  remove(id: string): Answer<Nothing>;
  keepCredential(id: string, credential: string): Answer<Nothing>;
  probe(target: SourceTarget): Answer<Output<'source.probe'>>;
  preview(target: SourceTarget): Answer<Output<'source.preview'>>;
  states(): Promise<Output<'source.states'>>;
  /** Pulls sources (null: all), each to its end; ends in the order in which they were named. Unknown ones are a fault. */
  sync(
    ids: readonly string[] | null,
    signal: AbortSignal,
    tell: (progress: SyncProgress) => void,
  ): Answer<readonly SourceEnd[]>;
  /** Asks all for what is new within a time limit, but those that were asked in the last minutes. */
  freshen(): Promise<{ readonly asked: number; readonly failed: number }>;
  /** Ends what is under way. */
  stop(): Promise<void>;
}

export type SourceServiceParts = {
  readonly clock: Clock;
  readonly intake: Intake;
  readonly workspace: WorkspaceService;
  readonly credentials: CredentialStore;
  readonly connectors: readonly Connector[];
  /** Called when rows came in. */
  readonly onRows: () => Promise<unknown>;
};

const atOnce = 3;
const askedLatelyMs = 5 * 60_000;
const wholePull: PullLimits = { recent: { budget: 3000 }, history: { budget: 3000 }, withinMs: null };
/** Before a package nobody waits for a slow source: what is new, once, and no history. */
const quickPull: PullLimits = {
  recent: { budget: 200, timeoutMs: 8000, maxWaitMs: 2000, retries: { attempts: 2, baseMs: 300, capMs: 1000 } },
  history: { budget: 0 },
  withinMs: 20_000,
};

export function createSourceService(parts: SourceServiceParts): SourceService {
  const { clock, intake, workspace, credentials, connectors } = parts;
  const connectorById = (id: string): Connector | undefined => connectors.find((one) => one.id === id);
  const access = createSourceAccess(connectorById, credentials, clock);
  const queue = createSourceQueue(atOnce);
  const stopping = new AbortController();
  const underWay = new Set<Promise<unknown>>();
  const lastAsked = new Map<string, number>();
  const me = (): string => workspace.current().me ?? 'hotwash';
  const find = (id: string): ConfiguredSource | undefined => workspace.current().sources.find((one) => one.id === id);
  const noSource = (id: string) => fail('no-source', `There is no source "${id.slice(0, 60)}" here.`);

  async function pull(
    source: ConfiguredSource,
    limits: PullLimits,
    signal: AbortSignal,
    tell: (progress: SyncProgress) => void,
  ): Promise<SourceEnd> {
    const stop = AbortSignal.any([signal, stopping.signal]);
    const { wall: now } = clock;
    const running = queue.run(source.id, stop, async () => {
      const end = await runSource({ intake, now, open: access.openKept }, source, limits, stop, tell);
      if (!stop.aborted) lastAsked.set(source.id, clock.monotonic());
      return end;
    });
    underWay.add(running);
    try {
      const end = await running;
      tell(end);
      return end;
    } finally {
      underWay.delete(running);
    }
  }

  async function pullAll(
    sources: readonly ConfiguredSource[],
    limits: PullLimits,
    signal: AbortSignal,
    tell: (progress: SyncProgress) => void,
  ): Promise<readonly SourceEnd[]> {
    for (const { id } of sources) tell({ state: 'waiting', source: id });
    const ends = await Promise.all(sources.map((source) => pull(source, limits, signal, tell)));
    if (ends.some(({ rows }) => rows > 0)) await parts.onRows();
    return ends;
  }

  async function open(target: SourceTarget): Answer<OpenedSource> {
    if (target.kind === 'kept') {
      const source = find(target.id);
      return source === undefined ? noSource(target.id) : access.openKept(source);
    }
    const checked = checkConfig(connectorById(target.connector), target.config);
    return checked.ok ? access.openDraft(checked.value, target.credential) : checked;
  }

  async function addChecked(
    { id: wanted, title, historyDays, credential }: ParsedInput<'source.add'>,
    { connector, config, address }: CheckedConfig,
  ): Answer<{ readonly id: string }> {
    // An id whose rows and cursor are in the log would go on where another source stopped.
    const isTaken = (id: string): boolean =>
      find(id) !== undefined || intake.pulls().some(({ source }) => source === id);
    if (wanted !== undefined && isTaken(wanted))
      return fail('known-source', 'That id was given to a source before. Choose another.');
    const id = wanted ?? sourceIdOf(title, isTaken);
    if (credential !== null) {
      const text = checkCredential(credential);
      if (!text.ok) return text;
      const kept = await credentials.keep({ id, address }, text.value);
      if (!kept.ok) return kept;
    }
    const body = { id, connector: connector.id, title, config: { ...config }, historyDays };
    const noted = await workspace.record(me(), { type: 'source.added.v1', body });
    if (!noted.ok) await credentials.forget(id);
    return noted.ok ? ok({ id }) : noted;
  }

  return {
    kinds: () =>
      connectors.map(({ id, title, brings, fields, credential }) => ({
        id,
        title,
        brings: [...brings],
        fields: fields.map((field) => ({ ...field })),
        credential,
      })),
    add: async (input) => {
      const checked = checkConfig(connectorById(input.connector), input.config);
      return checked.ok ? addChecked(input, checked.value) : checked;
    },
    change: async (input) => {
      const source = find(input.id);
      if (source === undefined) return noSource(input.id);
      const before = checkConfig(connectorById(source.connector), source.config);
      const checked = checkConfig(connectorById(source.connector), input.config);
      if (!checked.ok) return checked;
      if (before.ok && before.value.address !== checked.value.address)
        return err({
          code: 'invalid-input',
          path: 'config.address',
          message: 'What was read belongs to the address it has. Add another source for another address.',
        });
      const body = { ...input, config: { ...checked.value.config } };
      return workspace.record(me(), { type: 'source.changed.v1', body });
    },
    remove: async (id) => {
      if (find(id) === undefined) return noSource(id);
      const gone = await credentials.forget(id);
      access.forget(id);
      return gone.ok ? workspace.record(me(), { type: 'source.removed.v1', body: { id } }) : gone;
    },
    keepCredential: async (id, credential) => {
      const source = find(id);
      if (source === undefined) return noSource(id);
      const checked = checkConfig(connectorById(source.connector), source.config);
      if (!checked.ok) return checked;
      const text = checkCredential(credential);
      if (!text.ok) return text;
      access.forget(id);
      return credentials.keep({ id, address: checked.value.address }, text.value);
    },
    probe: async (target) => {
      const opened = await open(target);
      if (!opened.ok) return opened;
      const { connector, config, http } = opened.value;
      const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(30_000)]);
      const limits = { retries: { attempts: 2, baseMs: 300, capMs: 1000 }, timeoutMs: 10_000, maxWaitMs: 5000 };
      const context = { http: http({ ...limits, signal }), now: clock.wall, signal };
      const probed = await connector.probe(config, context);
      if (!probed.ok) return err(toCallFault(probed.error));
      const { product, version, can, cannot, clock: reading } = probed.value;
      return ok({ product, version, can: [...can], cannot: [...cannot], clock: reading });
    },
    preview: async (target) => {
      const opened = await open(target);
      return opened.ok ? previewSource(opened.value, intake, clock.wall()) : opened;
    },
    states: async () => {
      const pulls = new Map(intake.pulls().map((state) => [state.source, state]));
      const sources = [];
      for (const { id } of workspace.current().sources)
        sources.push({
          id,
          hasCredential: await credentials.has(id),
          isRunning: queue.isRunning(id),
          open: pulls.get(id)?.read?.open.length ?? 0,
          clock: access.clockOf(id),
        });
      return { sources };
    },
    sync: async (ids, signal, tell) => {
      const unknown = ids?.find((id) => find(id) === undefined);
      if (unknown !== undefined) return noSource(unknown);
      const sources = ids === null ? workspace.current().sources : ids.flatMap((id) => find(id) ?? []);
      return ok(await pullAll(sources, wholePull, signal, tell));
    },
    freshen: async () => {
      const now = clock.monotonic();
      const due = workspace
        .current()
        .sources.filter(({ id }) => now - (lastAsked.get(id) ?? Number.NEGATIVE_INFINITY) > askedLatelyMs);
      const ends = await pullAll(due, quickPull, stopping.signal, () => undefined);
      return { asked: ends.length, failed: ends.filter(({ end }) => end === 'failed').length };
    },
    stop: async () => {
      stopping.abort();
      await Promise.allSettled(underWay);
    },
  };
}
