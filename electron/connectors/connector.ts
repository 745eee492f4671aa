import type { z } from 'zod';
import type { ColumnMapping } from '../../shared/domain/release/column-mapping.ts';
import type { Pulled } from '../../shared/domain/release/intake-line.ts';
import type { RowKind } from '../../shared/domain/release/rows.ts';
import type { FormatId } from '../../shared/formats/formats.ts';
import type { Result } from '../../shared/lib/result.ts';

export type Cursor = Extract<Pulled['outcome'], { kind: 'read' }>['cursor'];

/** Why a source did not answer as it should. The message is for a person and holds neither credentials nor paths. */
export type ConnectorFault = {
  readonly code:
    | 'unauthorized'
    | 'forbidden'
    | 'not-found'
    | 'refused'
    | 'rate-limited'
    | 'unreachable'
    | 'broken-answer'
    | 'lies-about-paging'
    | 'circuit-open'
    | 'out-of-budget'
    | 'cancelled'
    | 'wrong-config';
  readonly message: string;
};

/** How far the source's clock is off this machine's: its Date header against half the round trip, in ms. */
export type ClockReading = { readonly offsetMs: number; readonly errorMs: number };

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  /** Whole: a body cut short is a fault, not an answer. */
  readonly bytes: Uint8Array;
  readonly fetchedAt: number;
  readonly clock: ClockReading | null;
};

export type Query = { readonly [name: string]: string | number | readonly string[] | undefined };

/**
 * The only way out for a connector: GET below the source's own address, retried with full jitter, with Retry-After and
 * rate-limit headers honoured; 401, 403, 404 and 422 are faults at once, and five failures in a row open the circuit.
 */
export type SourceHttp = {
  /** `path` lies below the source's address; a whole address, as a Link header gives it, must do so too. */
  readonly get: (
    path: string,
    query?: Query,
    headers?: { readonly [name: string]: string },
  ) => Promise<Result<Answer, ConnectorFault>>;
};

/** From <= t < to, ms since 1970 UTC. */
export type TimeWindow = { readonly from: number; readonly to: number };

export type PullContext = {
  readonly http: SourceHttp;
  readonly now: () => number;
  readonly signal: AbortSignal;
};

/** What a source said it can do. `cannot` says what its data will lack, and why. */
export type Probe = {
  readonly product: string;
  readonly version: string | null;
  readonly can: readonly string[];
  readonly cannot: readonly string[];
  readonly clock: ClockReading | null;
};

/** One answer, as it came, and where the next pull goes on once it is kept. */
export type Batch = {
  /** What it holds, beside the connector's name: `deployments acme/checkout`. */
  readonly name: string;
  /** What was asked, without credentials: `/api/v1/query_range?query=...`. */
  readonly query: string;
  readonly format: FormatId;
  readonly mapping: ColumnMapping;
  readonly bytes: Uint8Array;
  readonly fetchedAt: number;
  /** Records in it as the connector counts them, and how many are still to come where the source says so. */
  readonly records: number;
  readonly remaining: number | null;
  readonly cursor: Cursor;
  readonly watermark: number | null;
  readonly open: readonly string[];
  readonly done: boolean;
};

/** What a person fills in to add a source; a credential is asked for apart and is never part of the configuration. */
export type ConnectorField = {
  readonly name: string;
  readonly label: string;
  readonly example: string;
  readonly needed: boolean;
};

export type Connector<Config = unknown> = {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly brings: readonly (RowKind | 'sample')[];
  readonly fields: readonly ConnectorField[];
  readonly credential: 'none' | 'optional' | 'needed';
  /** Only what lies round releases is read; their times go into its field `around` where nobody named any. */
  readonly readsAround?: 'releases';
  /** Checks a configuration; every one has `address`, the source's base URL or folder. */
  readonly config: z.ZodType<Config>;
  /** The header that carries the credential: `{authorization: 'Bearer ...'}`. */
  readonly authorize: (credential: string) => { readonly [name: string]: string };
  readonly probe: (config: Config, context: PullContext) => Promise<Result<Probe, ConnectorFault>>;
  /**
   * Reads what of the window its cursor does not say is read yet, newest first, after what was still open. A fault is
   * the last thing it gives; what was given before it is kept. Records that overlap are the intake's to recognise.
   */
  readonly pull: (
    config: Config,
    cursor: Cursor | null,
    window: TimeWindow,
    context: PullContext,
  ) => AsyncIterable<Result<Batch, ConnectorFault>>;
};
