import type { GateToken } from '../../shared/record/gate-token.ts';

/** 0 passes; 1 refused; 2 nothing was judged: wrong usage, or a file that cannot be read. */
export type GateExit = 0 | 1 | 2;

/** Why a token does not pass, by the words of docs/gate.md. Each has one sentence. */
export type GateFinding = { readonly code: GateCode; readonly message: string };

export type GateCode =
  | 'usage'
  | 'unreadable'
  | 'malformed'
  | 'bad-signature'
  | 'not-trusted'
  | 'key-not-valid'
  | 'role'
  | 'two-keys'
  | 'not-yet'
  | 'expired'
  | 'too-long'
  | 'too-old'
  | 'kind'
  | 'feature'
  | 'service'
  | 'version'
  | 'artifact'
  | 'environment'
  | 'tier'
  | 'policy'
  | 'record'
  | 'revoked'
  | 'revocations';

export type GateReport = {
  readonly exit: GateExit;
  readonly findings: readonly GateFinding[];
  /** What was not checked, or is good to know. */
  readonly notes: readonly string[];
  /** What the token says; null where it could not be read. Believed only where `exit` is 0. */
  readonly token: GateToken | null;
};

export const gateFinding = (code: GateCode, message: string): GateFinding => ({ code, message });

/** A report without a judgement: nothing that was asked for could be looked at. */
export const notJudged = (code: 'usage' | 'unreadable', message: string): GateReport => ({
  exit: 2,
  findings: [gateFinding(code, message)],
  notes: [],
  token: null,
});
