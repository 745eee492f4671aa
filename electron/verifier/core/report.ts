import type { HistoryReport } from './history-report.ts';

/** 0 verified, 1 refused, 2 unreadable or unsafe, 3 intact but not trusted, 4 intact and trusted but incomplete. */
export type ExitCode = 0 | 1 | 2 | 3 | 4;

export type Verdict = 'verified' | 'refused' | 'unreadable' | 'not-trusted' | 'incomplete';

/** `case` is the number in the table of docs/record-format.md; 0 where the input could not be read at all. */
export type Finding = {
  readonly case: number;
  readonly message: string;
  /** Path inside the bundle, or `null` where the finding is about the whole. */
  readonly path: string | null;
  readonly exit: Exclude<ExitCode, 0>;
};

export type Signer = {
  readonly role: string;
  readonly act: string;
  readonly member: string;
  readonly fingerprint: string;
  readonly words: string;
  readonly trusted: boolean;
  /** What the signer's clock said, ISO 8601. */
  readonly claimedAt: string;
  /** The claimed time of signing, when the trust file says the key was valid then; otherwise `null`. */
  readonly validAt: string | null;
  /** The time an authority put its signature to, ISO 8601, and whether that authority is in the trust file. */
  readonly timestamp: { readonly at: string; readonly by: string; readonly trusted: boolean } | null;
};

export type CheckpointReport = {
  readonly origin: string;
  readonly size: number;
  readonly root: string;
  /** The root in eight words to read aloud. */
  readonly words: string;
  /** Whether a device key of the trust file signed it. */
  readonly signedBy:
    | 'trusted device'
    | 'device not in your trust file'
    | 'a device of your roster outside of its time'
    | 'a device that cannot be checked here';
};

/** What a redacted copy leaves out. Withheld is not changed: the signed hash of each field and file is still there. */
export type RedactionReport = {
  readonly fields: { readonly withheld: number; readonly all: number };
  /** Paths of the files of which only the signed hash is there. */
  readonly files: readonly string[];
  /** Whether the events are there without their bodies, or not at all. */
  readonly history: 'headers' | 'withheld';
  /** What the person who made the copy let stand although it looked like a name. */
  readonly confirmed: readonly { readonly file: string; readonly form: string; readonly reason: string }[];
  /** Whether a report that nobody signed lies beside it. */
  readonly unsignedReport: boolean;
};

export type VerifyReport = {
  readonly exit: ExitCode;
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  readonly signers: readonly Signer[];
  readonly checkpoint: CheckpointReport | null;
  /** What is known of the history besides; left out where the record was not read so far. */
  readonly history?: HistoryReport;
  /** The newest version that the user's own roster was followed to; left out where they passed none. */
  readonly roster?: { readonly newest: number };
  /** Left out where the record is whole. */
  readonly redaction?: RedactionReport;
};

const verdicts: { readonly [exit in ExitCode]: Verdict } = {
  0: 'verified',
  1: 'refused',
  2: 'unreadable',
  3: 'not-trusted',
  4: 'incomplete',
};

/** The worst finding decides: unsafe, then refused, then untrusted, then incomplete. */
export function reportOf(
  findings: readonly Finding[],
  signers: readonly Signer[] = [],
  checkpoint: CheckpointReport | null = null,
): VerifyReport {
  const exit = ([2, 1, 3, 4] as const).find((code) => findings.some((finding) => finding.exit === code)) ?? 0;
  return { exit, verdict: verdicts[exit], findings, signers, checkpoint };
}

const refused =
  (number: number) =>
  (message: string, path: string | null): Finding => ({ case: number, message, path, exit: 1 });

/** One constructor per case of the table, so that a case always has the same exit. */
export const finding = {
  changed: (path: string, by: string, expected: string, found: string) =>
    refused(1)(`CHANGED ${path}: ${by} sha256 ${expected}, found ${found}`, path),
  missing: (path: string) => refused(2)(`MISSING ${path}`, path),
  unlisted: (path: string) => refused(2)(`UNLISTED file ${path} is not covered by any signature`, path),
  badSignature: (path: string, why: string) => refused(3)(`BAD SIGNATURE in ${path}: ${why}`, path),
  unknownType: (path: string, type: string) =>
    refused(3)(`UNKNOWN statement type ${JSON.stringify(type).slice(0, 120)} in ${path}`, path),
  notALeaf: (path: string, why: string) => refused(1)(`CHANGED ${path}: ${why}`, path),
  malformedRedaction: (why: string) => refused(4)(`MALFORMED redaction.json: ${why}`, 'redaction.json'),
  notWithheld: (path: string, why: string) => refused(2)(`UNLISTED ${path}: ${why}`, path),
  malformedReview: (why: string) => refused(4)(`MALFORMED data/review.json: ${why}`, 'data/review.json'),
  malformed: (path: string, why: string) => refused(4)(`MALFORMED envelope ${path}: ${why}`, path),
  notStrict: (path: string, why: string) => refused(5)(`BAD SIGNATURE in ${path}: ${why}`, path),
  weakKey: (path: string, why: string) => refused(5)(`WEAK KEY in ${path}: ${why}`, path),
  duplicateSigner: (who: string, roles: readonly string[]): Finding => ({
    case: 6,
    message: `DUPLICATE SIGNER: ${who} cannot fill both ${roles.join(' and ')}`,
    path: null,
    exit: 4,
  }),
  incomplete: (role: string): Finding => ({
    case: 7,
    message: `INCOMPLETE: no valid sign-off by ${role}`,
    path: null,
    exit: 4,
  }),
  /** A key of the user's own trust file in trust/ without its sign-off: what is left where a sign-off was removed. */
  leftOver: (path: string, fingerprint: string): Finding => ({
    case: 7,
    message: `INCOMPLETE: ${path} names key ${fingerprint}, whose sign-off is not there`,
    path,
    exit: 4,
  }),
  foreignKey: (path: string, fingerprint: string) =>
    refused(2)(`UNLISTED key ${fingerprint} in ${path} signed nothing and is not in your trust file`, path),
  notTrusted: (fingerprint: string, path: string, certificate?: string): Finding => ({
    case: 8,
    message: `INTACT, NOT TRUSTED: key ${fingerprint} is not in your trust file${certificate === undefined ? '' : `; its certificate makes it known to nobody: ${certificate}`}`,
    path,
    exit: 3,
  }),
  trustInside: (): Finding => ({
    case: 8,
    message:
      'INTACT, NOT TRUSTED: your trust file lies inside the record; keys found there are never trusted. Pass keys you were given another way',
    path: null,
    exit: 3,
  }),
  keyNotValid: (role: string, at: string, why: string, path: string, clock: 'claimed' | 'proven' = 'claimed') =>
    refused(9)(`KEY NOT VALID for role ${role} at ${at} (${clock} time): ${why}`, path),
  malformedCertificate: (path: string, why: string) => refused(4)(`MALFORMED certificate ${path}: ${why}`, path),
  foreignCertificate: (path: string) =>
    refused(2)(`UNLISTED certificate ${path}: its key is not the one that signed`, path),
  otherTimestamp: (path: string, envelope: string, why: string) =>
    refused(14)(`TIMESTAMP does not match ${envelope}: ${why}`, path),
  malformedTimestamp: (path: string, why: string) => refused(14)(`MALFORMED timestamp ${path}: ${why}`, path),
  brokenTimestamp: (path: string, why: string) => refused(14)(`TIMESTAMP in ${path} does not hold: ${why}`, path),
  brokenChain: (path: string, why: string) => refused(10)(`BROKEN CHAIN in ${path}: ${why}`, path),
  wrongReview: (path: string, why: string) => refused(10)(`WRONG REVIEW in ${path}: ${why}`, path),
  historyBroken: (event: number, why: string) =>
    refused(11)(`HISTORY BROKEN at event ${event}: ${why}`, 'data/events.jsonl'),
  historyShort: (found: number, expected: number) =>
    refused(11)(`HISTORY SHORTER than checkpoint: ${found} of ${expected}`, 'data/events.jsonl'),
  checkpointBroken: (why: string) => refused(11)(`HISTORY BROKEN: ${why}`, 'data/checkpoint.txt'),
  logProof: (why: string) => refused(11)(`HISTORY BROKEN: log-proof.txt: ${why}`, 'data/log-proof.txt'),
  erasure: (event: number, why: string) =>
    refused(11)(`HISTORY BROKEN at event ${event}: the erasure it tells of does not hold: ${why}`, 'data/events.jsonl'),
  forked: (why: string, path = 'data/events.jsonl') => refused(12)(`FORKED or ROLLED BACK: ${why}`, path),
  deviceNotValid: (name: string, why: string) =>
    refused(9)(`KEY NOT VALID for data/checkpoint.txt: ${name} of your roster ${why}`, 'data/checkpoint.txt'),
  rosterRefused: (message: string, path: string | null) => refused(13)(message, path),
  wrongPurpose: (path: string, namespace: string) =>
    refused(16)(`WRONG PURPOSE in ${path}: signed for ${JSON.stringify(namespace).slice(0, 120)}`, path),
  disagree: (path: string, why: string) => refused(16)(`SIGNATURES DISAGREE in ${path}: ${why}`, path),
  unsafe: (why: string, path: string | null = null): Finding => ({
    case: 15,
    message: `UNSAFE ARCHIVE: ${why}`,
    path,
    exit: 2,
  }),
  unreadable: (why: string): Finding => ({ case: 0, message: `UNREADABLE: ${why}`, path: null, exit: 2 }),
} as const;
