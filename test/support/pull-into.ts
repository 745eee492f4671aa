import type { Connector, Probe, SourceHttp } from '../../electron/connectors/connector.ts';
import { connectorById } from '../../electron/connectors/connectors.ts';
import { pullSource, type PullEnd } from '../../electron/connectors/pull-source.ts';
import { createSourceHttp } from '../../electron/connectors/source-http.ts';
import type { Intake } from '../../electron/intake/intake.ts';
import { systemClock } from '../../electron/platform/clock.ts';

export type PullInto = {
  readonly connector: string;
  readonly config: { readonly address: string; readonly [name: string]: unknown };
  readonly historyFrom: number;
  readonly credential?: string;
  readonly now?: () => number;
};

/** What one pull of a source brought: batches, rows taken in as new, rows known already, and how it ended. */
export type PullSum = {
  readonly batches: number;
  readonly accepted: number;
  readonly unchanged: number;
  readonly notes: readonly string[];
  readonly end: PullEnd | null;
};

function httpFor(
  connector: Connector,
  config: PullInto['config'],
  credential: string | undefined,
  signal: AbortSignal,
): SourceHttp {
  return createSourceHttp({
    address: new URL(config.address),
    credential: credential === undefined ? {} : connector.authorize(credential),
    clock: systemClock,
    signal,
  });
}

/** What a source says it can do. */
export async function probeReal(options: Pick<PullInto, 'connector' | 'config' | 'credential'>): Promise<Probe> {
  const connector = connectorById(options.connector);
  if (connector === undefined) throw new Error(`there is no connector ${options.connector}`);
  const { signal } = new AbortController();
  const http = httpFor(connector, options.config, options.credential, signal);
  const probed = await connector.probe(options.config, { http, now: Date.now, signal });
  if (!probed.ok) throw new Error(probed.error.message);
  return probed.value;
}

/** Pulls a source, over the network, into an intake. */
export async function pullInto(intake: Intake, options: PullInto): Promise<PullSum> {
  const { config, historyFrom, credential, now = Date.now } = options;
  const connector = connectorById(options.connector);
  if (connector === undefined) throw new Error(`there is no connector ${options.connector}`);
  const { signal } = new AbortController();
  const http = httpFor(connector, config, credential, signal);
  const id = `${connector.id}-1`;
  const state = intake.pulls().find(({ source }) => source === id) ?? null;
  const run = pullSource(
    { id, connector, config },
    { state, now, signal, historyFrom, http: { recent: http, history: http } },
  );
  let [batches, accepted, unchanged] = [0, 0, 0];
  const notes: string[] = [];
  for await (const batch of run.batches) {
    const taken = await intake.takePulled(batch);
    if (!taken.ok) throw new Error(JSON.stringify(taken.error));
    batches += 1;
    accepted += taken.value.accepted;
    unchanged += taken.value.unchanged;
    notes.push(...taken.value.quarantined.map(({ code, path, message }) => `${code} ${path}: ${message}`));
  }
  return { batches, accepted, unchanged, notes, end: run.end() };
}
