import type { CallFault } from '../../shared/contract/procedures.ts';
import type { ConfiguredSource } from '../../shared/domain/workspace/sources.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { createCircuit, type Circuit } from '../connectors/circuit.ts';
import type { ClockReading, Connector, SourceHttp } from '../connectors/connector.ts';
import { createSourceHttp, type SourceHttpOptions } from '../connectors/source-http.ts';
import type { Clock } from '../platform/clock.ts';
import { checkCredential, type CredentialStore } from './credential-store.ts';
import { fail } from './fault.ts';

/** What a person filled in, checked. `config` is what is kept, `address` what its credential is good for. */
export type CheckedConfig = {
  readonly connector: Connector;
  readonly config: { readonly [field: string]: string };
  readonly address: string;
};

/** A source that can be asked now. Its credential is inside `http` and can be read nowhere. */
export type OpenedSource = CheckedConfig & {
  readonly http: (options: HttpLimits & { readonly signal: AbortSignal }) => SourceHttp;
};
export type HttpLimits = Pick<SourceHttpOptions, 'budget' | 'retries' | 'timeoutMs' | 'maxWaitMs'>;

/** The ways to sources: each has its circuit, which stays from pull to pull, and the last reading of its clock. */
export type SourceAccess = {
  readonly openKept: (source: ConfiguredSource) => Promise<Result<OpenedSource, CallFault>>;
  readonly openDraft: (checked: CheckedConfig, credential: string | null) => Result<OpenedSource, CallFault>;
  readonly clockOf: (id: string) => ClockReading | null;
  /** What is remembered of a source's failures and clock; a new credential deserves a new try. */
  readonly forget: (id: string) => void;
};

const noWayOut: SourceHttp = {
  get: () => Promise.resolve(err({ code: 'wrong-config', message: 'This source has no address on the network.' })),
};

export function createSourceAccess(
  connectorById: (id: string) => Connector | undefined,
  credentials: CredentialStore,
  clock: Clock,
): SourceAccess {
  const circuits = new Map<string, Circuit>();
  const clocks = new Map<string, ClockReading>();
  const open = (
    checked: CheckedConfig,
    credential: string | null,
    kept: string | null,
  ): Result<OpenedSource, CallFault> => {
    const { connector, address } = checked;
    if (credential === null && connector.credential === 'needed')
      return fail('no-credential', `${connector.title} answers nobody without a credential. Enter one.`);
    if (!/^https?:/.test(address)) return ok({ ...checked, http: () => noWayOut });
    const circuit = (kept === null ? undefined : circuits.get(kept)) ?? createCircuit(clock.monotonic);
    if (kept !== null) circuits.set(kept, circuit);
    const http: OpenedSource['http'] = (limits) => {
      const out = createSourceHttp({
        address: new URL(address),
        credential: credential === null ? {} : connector.authorize(credential),
        clock,
        circuit,
        ...limits,
      });
      return {
        get: async (...asked) => {
          const answer = await out.get(...asked);
          if (kept !== null && answer.ok && answer.value.clock !== null) clocks.set(kept, answer.value.clock);
          return answer;
        },
      };
    };
    return ok({ ...checked, http });
  };
  return {
    openKept: async ({ id, connector, config }) => {
      const checked = checkConfig(connectorById(connector), config);
      if (!checked.ok) return checked;
      const credential = await credentials.read({ id, address: checked.value.address });
      return credential.ok ? open(checked.value, credential.value, id) : credential;
    },
    openDraft: (checked, credential) => {
      if (credential === null) return open(checked, null, null);
      const read = checkCredential(credential);
      return read.ok ? open(checked, read.value, null) : read;
    },
    clockOf: (id) => clocks.get(id) ?? null,
    forget: (id) => {
      circuits.delete(id);
      clocks.delete(id);
    },
  };
}

/** Checks the fields of a connector; a fault names the field it is about: `config.repositories`. */
export function checkConfig(
  connector: Connector | undefined,
  filledIn: { readonly [field: string]: string },
): Result<CheckedConfig, CallFault> {
  if (connector === undefined) return fail('no-connector', 'This version of Hotwash cannot read such a source.');
  const config = Object.fromEntries(
    Object.entries(filledIn)
      .map(([name, value]) => [name, value.trim()] as const)
      .filter(([, value]) => value !== ''),
  );
  const wrongField = (name: string, message: string): Result<never, CallFault> =>
    err({ code: 'invalid-input', path: `config.${name}`, message });
  const unknown = Object.keys(config).find((name) => !connector.fields.some((field) => field.name === name));
  if (unknown !== undefined) return wrongField(unknown, `${connector.title} has no field "${unknown.slice(0, 40)}".`);
  const missing = connector.fields.find(({ name, needed }) => needed && config[name] === undefined);
  if (missing !== undefined)
    return wrongField(missing.name, `${missing.label} is needed, for example ${missing.example}.`);
  const parsed = connector.config.safeParse(config);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return wrongField(String(issue?.path[0] ?? ''), issue?.message ?? 'These settings do not hold.');
  }
  const { address } = parsed.data as { readonly address?: unknown };
  return ok({ connector, config, address: typeof address === 'string' ? address : '' });
}
