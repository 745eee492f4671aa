import { historyWords } from './history-report.ts';
import { plainKindOf, type PlainKind } from './plain-findings.ts';
import { redactionWords } from './redaction-words.ts';
import type { CheckpointReport, ExitCode, Signer, VerifyReport } from './report.ts';

/** What a person reads, on a terminal or in the page. No colour says anything that a word does not say too. */
export type PlainReport = {
  readonly state: 'green' | 'amber' | 'red';
  /** In capitals, to be called out. */
  readonly mark: string;
  readonly sentence: string;
  readonly means: string;
  readonly matters: readonly PlainMatter[];
  readonly signers: readonly PlainSigner[];
  /** What is known besides: what was withheld, the history, the roster, timestamps. */
  readonly notes: readonly string[];
};

export type PlainMatter = PlainKind & {
  /** What the program found, word for word, as many as `mostShown`. */
  readonly found: readonly string[];
  readonly more: number;
};

export type PlainSigner = {
  readonly line: string;
  readonly time: string;
  /** What is wrong with the key; null where nothing is. */
  readonly doubt: string | null;
  readonly words: string;
  readonly fingerprint: string;
};

const mostShown = 50;

type Headline = Pick<PlainReport, 'state' | 'mark' | 'sentence' | 'means'>;
const headlines: { readonly [exit in ExitCode]: Headline } = {
  0: {
    state: 'green',
    mark: 'VERIFIED',
    sentence: 'unchanged, signed by keys you trust, all required sign-offs there',
    means:
      'Every file is as it was signed. Each signature was made with a key of your trust file, and nobody who had to sign is missing.',
  },
  1: {
    state: 'red',
    mark: 'REFUSED',
    sentence: 'this record does not hold',
    means: 'Something in it is not as it was signed. Do not rely on it, also not on the parts that look right.',
  },
  2: {
    state: 'red',
    mark: 'NOT READ',
    sentence: 'unreadable or unsafe',
    means: 'It was not verified. That says nothing about what is in it.',
  },
  3: {
    state: 'amber',
    mark: 'INTACT, NOT TRUSTED',
    sentence: 'a signer is not in your trust file',
    means: 'Nothing was changed since it was signed, but you cannot know yet who signed.',
  },
  4: {
    state: 'amber',
    mark: 'INCOMPLETE',
    sentence: 'intact and trusted, but sign-offs are missing',
    means: 'Nothing was changed and you know the keys, but not everybody who must sign has signed.',
  },
};

const onlyManifests: Headline = {
  state: 'amber',
  mark: 'COMPLETE BAG',
  sentence: 'the manifests hold; no signature was looked at',
  means: 'Nothing was lost on the way. Whether somebody changed it on purpose, only the signatures can tell.',
};

/** The report in plain words. `bagOnly` where nobody looked at a signature. */
export function plainReport(report: VerifyReport, bagOnly = false): PlainReport {
  return {
    ...headlineOf(report, bagOnly),
    matters: plainMatters(report),
    signers: report.signers.map(plainSigner),
    notes: plainNotes(report).map(printable),
  };
}

function headlineOf({ exit, redaction, signers }: VerifyReport, bagOnly: boolean): Headline {
  if (bagOnly && exit === 0) return onlyManifests;
  if (exit === 4 && signers.length === 0) return unsigned;
  return redaction !== undefined && exit === 0 ? redactedHeadline : headlines[exit];
}

/** Without a sign-off the manifests are all there is, and whoever changed a file can write those anew. */
const unsigned: Headline = {
  state: 'amber',
  mark: 'NOT SIGNED',
  sentence: 'nobody has signed this record',
  means: 'Anybody could have written or changed it, and nothing in it would show that.',
};

const redactedHeadline: Headline = {
  state: 'green',
  mark: 'VERIFIED, REDACTED COPY',
  sentence: 'what is shown is unchanged and signed by keys you trust; other parts are withheld',
  means:
    'Every field and file that is shown is as it was signed. What is withheld cannot be judged here; its signed hash stands in its place.',
};

/** Findings of one kind together, the kind that decided the verdict first. */
function plainMatters({ findings }: VerifyReport): readonly PlainMatter[] {
  const byKind = new Map<PlainKind, string[]>();
  for (const exit of [2, 1, 3, 4])
    for (const finding of findings) {
      if (finding.exit !== exit) continue;
      const kind = plainKindOf(finding);
      byKind.set(kind, [...(byKind.get(kind) ?? []), printable(finding.message)]);
    }
  return [...byKind].map(([kind, found]) => ({
    ...kind,
    found: found.slice(0, mostShown),
    more: Math.max(0, found.length - mostShown),
  }));
}

const acts: { readonly [act: string]: string } = {
  facilitated: 'who facilitated the review',
  accepted: 'who accepts the record',
  countersigned: 'who countersigns the sign-offs before',
};

function plainSigner(signer: Signer): PlainSigner {
  const { role, act, member, fingerprint, words, timestamp, validAt, trusted } = signer;
  return {
    line: printable(`${role}: ${member}, ${acts[act] ?? act}`),
    time: printable(timeWords(signer, timestamp)),
    doubt:
      validAt !== null
        ? null
        : trusted
          ? 'this key is not accepted; see why above'
          : 'this key is not in your trust file',
    words,
    fingerprint,
  };
}

function timeWords({ claimedAt }: Signer, timestamp: Signer['timestamp']): string {
  const claimed = `signed at ${utc(claimedAt)} by their own clock (claimed)`;
  if (timestamp === null) return claimed;
  const by = timestamp.trusted ? timestamp.by : `${timestamp.by}, who is not in your trust file`;
  return `${claimed}; there at ${utc(timestamp.at)} by the clock of ${by}`;
}

/** `2026-03-16 11:30:00 UTC` of an ISO 8601 time. */
const utc = (iso: string): string => iso.replace('T', ' ').replace(/(?:\.\d+)?Z$/, ' UTC');

function plainNotes({ redaction, checkpoint, history, signers, roster }: VerifyReport): readonly string[] {
  const notes: string[] = [];
  if (redaction !== undefined) notes.push(...redactionWords(redaction));
  if (checkpoint !== null) notes.push(checkpointWords(checkpoint), `Its eight words: ${checkpoint.words}`);
  if (history !== undefined) notes.push(...historyWords(history));
  if (checkpoint === null) return notes;
  notes.push(
    roster === undefined
      ? 'No roster was given to check roles and the time of keys by; that was left to your trust file.'
      : `Keys and roles were checked by your roster; the newest version known is ${roster.newest}.`,
  );
  const stamped = signers.filter(({ timestamp }) => timestamp !== null).length;
  if (signers.length > 0)
    notes.push(
      stamped === 0
        ? 'No outside authority has stamped the time; every time here is what a signer says.'
        : `${stamped} of ${signers.length} sign-offs carry the time of an outside authority.`,
    );
  return notes;
}

const deviceWords: { readonly [by in CheckpointReport['signedBy']]: string } = {
  'trusted device': 'a device that is in your trust file',
  'device not in your trust file': 'a device that is not in your trust file',
  'a device of your roster outside of its time': 'a device of your roster, outside of its time',
  'a device that cannot be checked here': 'a device that cannot be checked here',
};

const checkpointWords = ({ origin, size, signedBy: by }: CheckpointReport): string =>
  `The history of ${origin.replace(/^hotwash\//, 'review ')} has ${size} event${size === 1 ? '' : 's'} up to its checkpoint, which is signed by ${deviceWords[by]}.`;

/** A foreign name must neither steer the reader's terminal nor turn the order of what is read. */
export const printable = (text: string): string =>
  text.replaceAll(
    /[^\u0020-\u007e\u00a0-\u{10ffff}]|[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff0-\ufffb]/gu,
    '?',
  );
