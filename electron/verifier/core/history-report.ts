/** Who erased bodies, by key, and how many are missing that nobody signed for. */
export type ErasureReport = {
  readonly count: number;
  readonly unsigned: number;
  readonly by: readonly {
    readonly member: string;
    readonly fingerprint: string;
    /** Whether the verifier's own trust file knows the key as this member's, valid at `at`; its signature then holds. */
    readonly trusted: boolean;
    readonly events: readonly number[];
    readonly reason: string;
    readonly at: string;
  }[];
};

/** Where the record's checkpoint stands in the workspace's log over its reviews. */
export type LogReport = {
  readonly origin: string;
  readonly index: number;
  readonly size: number;
  /** `another device`: the log's checkpoint is by none that can be checked here. */
  readonly signedBy: 'this record’s device' | 'a trusted device' | 'another device';
};

/** What is known of the history beyond that it holds. */
export type HistoryReport = {
  readonly log: LogReport | null;
  readonly erased: ErasureReport;
  /** The event after which the words that somebody noted were the head; null where none were given. */
  readonly wordsAt: number | null;
};

/** The history in sentences, for a person. Empty where there is nothing to add. */
export function historyWords({ log, erased, wordsAt }: HistoryReport): readonly string[] {
  const lines: string[] = [];
  if (log !== null)
    lines.push(
      `The workspace's log has this checkpoint as entry ${log.index + 1} of ${log.size}, signed by ${log.signedBy}.`,
    );
  if (wordsAt !== null) lines.push(`The words you were given were the head after event ${wordsAt}.`);
  for (const { member, fingerprint, trusted, events, reason, at } of erased.by)
    lines.push(
      `${bodies(events.length)} erased by ${member} at ${at}${trusted ? '' : ', with a key that your trust file does not know as theirs at that time'}: ${reason.slice(0, 200)} (events ${events.slice(0, 20).join(', ')}${events.length > 20 ? ', ...' : ''}; key ${fingerprint})`,
    );
  if (erased.unsigned > 0) lines.push(`${bodies(erased.unsigned)} not here, and no signed erasure names them.`);
  return lines;
}

const bodies = (count: number): string =>
  count === 1 ? 'The body of 1 event is' : `The bodies of ${count} events are`;
