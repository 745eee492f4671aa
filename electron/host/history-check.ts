import { isLogOrigin } from '../../shared/journal/review-log.ts';
import { reviewOfOrigin, type LogEntry } from '../../shared/journal/log-entry.ts';
import { hashLine, type JournalLine } from '../../shared/journal/line.ts';
import type { ReadLog } from '../journal/log-file.ts';

/** What is missing or different, by review. A `gap` was sealed and is gone; a `sign` asks for a look and proves nothing. */
export type HistoryFinding = {
  readonly kind: 'gap' | 'sign';
  readonly code: 'journal-gone' | 'journal-shorter' | 'journal-rewritten' | 'log' | 'clock' | 'devices' | 'forked';
  /** The review, or `log` for the workspace's log. */
  readonly stream: string;
  readonly message: string;
};

/** One journal as it stands: how many events it has, and the SHA-256 of the header of event `seq`. */
export type JournalHeads = {
  readonly size: number;
  readonly hashAt: (seq: number) => string | undefined;
};

/** What a journal's lines say of themselves: each names its predecessor, so that one look is enough. */
export function headsOfLines(lines: readonly JournalLine[]): JournalHeads {
  const hashAt = (seq: number): string | undefined => {
    const [line, next] = [lines[seq - 1], lines[seq]];
    return next?.prev ?? (line === undefined ? undefined : hashLine(line));
  };
  return { size: lines.length, hashAt };
}

/** Holds the workspace's log against its journals: a review that was sealed and is gone, cut or rewritten is a gap. */
export function checkHistory(
  log: Pick<ReadLog, 'entries' | 'fault'>,
  journal: (review: string) => JournalHeads | undefined,
): readonly HistoryFinding[] {
  const findings: HistoryFinding[] = [];
  if (log.fault !== undefined)
    findings.push({
      kind: 'gap',
      code: 'log',
      stream: 'log',
      message: `The workspace's log over its reviews does not hold: ${log.fault.message} Reviews can be read; no checkpoint is added until the folder "log" is brought back from a backup or moved aside.`,
    });
  const byOrigin = byOriginOf(log.entries);
  for (const [origin, entries] of byOrigin) {
    const finding = isLogOrigin(origin) ? undefined : checkReview(entries, journal(reviewOfOrigin(origin)));
    if (finding !== undefined) findings.push(finding);
  }
  return [...findings, ...clockSigns(log.entries), ...deviceSigns(log.entries)];
}

function byOriginOf(entries: readonly LogEntry[]): ReadonlyMap<string, readonly LogEntry[]> {
  const groups = new Map<string, LogEntry[]>();
  for (const entry of entries) groups.set(entry.origin, [...(groups.get(entry.origin) ?? []), entry]);
  return groups;
}

function checkReview(entries: readonly LogEntry[], journal: JournalHeads | undefined): HistoryFinding | undefined {
  const newest = entries.reduce((best, entry) => (entry.size > best.size ? entry : best));
  const stream = reviewOfOrigin(newest.origin);
  const sealed = `a checkpoint over ${eventCount(newest.size)} of ${newest.at}`;
  if (journal === undefined)
    return {
      kind: 'gap',
      code: 'journal-gone',
      stream,
      message: `The review ${stream} is gone: the workspace's log has ${sealed}, and no journal is there. Bring it back from a backup, or let a window that still has it give it back.`,
    };
  const wrong = entries
    .filter(({ size, head }) => size <= journal.size && journal.hashAt(size) !== head)
    .toSorted((a, b) => a.size - b.size)[0];
  if (wrong !== undefined)
    return {
      kind: 'gap',
      code: 'journal-rewritten',
      stream,
      message: `The first ${eventCount(wrong.size)} of ${stream} are not those that were sealed at ${wrong.at}. Another history stands in their place; keep this one and bring back the other from a backup.`,
    };
  if (journal.size < newest.size)
    return {
      kind: 'gap',
      code: 'journal-shorter',
      stream,
      message: `The review ${stream} is cut short: ${journal.size} of ${eventCount(newest.size)} that were sealed at ${newest.at} are there. Bring the rest back from a backup, or let a window that still has it give it back.`,
    };
  return undefined;
}

const eventCount = (size: number): string => (size === 1 ? '1 event' : `${size} events`);

/** Two clocks are never the same to the minute, so only what no correction explains is said. */
const correctionMs = 120_000;

function clockSigns(entries: readonly LogEntry[]): readonly HistoryFinding[] {
  return entries.slice(1).flatMap((entry, index) => {
    const before = entries[index];
    if (before === undefined || Date.parse(before.at) - Date.parse(entry.at) <= correctionMs) return [];
    const stream = reviewOfOrigin(entry.origin);
    return [
      {
        kind: 'sign' as const,
        code: 'clock' as const,
        stream,
        message: `The clock went back from ${before.at} to ${entry.at}, when ${stream} was sealed after ${eventCount(entry.size)}. The order of events stands; their times do not prove themselves.`,
      },
    ];
  });
}

const deviceOf = ({ signature }: LogEntry): string => /hotwash\/device\/([0-9a-f]{16}) /.exec(signature)?.[1] ?? '';

/** A workspace that moved has one device after the other. Devices that take turns continue two copies of one folder. */
function deviceSigns(entries: readonly LogEntry[]): readonly HistoryFinding[] {
  const turns = entries.map(deviceOf).filter((device, index, all) => device !== all[index - 1]);
  const again = turns.find((device, index) => turns.indexOf(device) < index);
  if (again === undefined) return [];
  return [
    {
      kind: 'sign',
      code: 'devices',
      stream: 'log',
      message: `Several devices continued this history by turns (${[...new Set(turns)].join(', ')}). Hold each copy's log against the other: hotwash history check --against OTHER.`,
    },
  ];
}

/**
 * Holds what one copy of a workspace sealed against the journals of another copy. A copy may be behind; where it has the
 * events, they must be the ones that were sealed.
 */
export function checkFork(
  sealed: readonly LogEntry[],
  journal: (review: string) => JournalHeads | undefined,
): readonly HistoryFinding[] {
  const findings: HistoryFinding[] = [];
  for (const [origin, entries] of byOriginOf(sealed)) {
    const stream = reviewOfOrigin(origin);
    const other = journal(stream);
    const apart = entries
      .filter(({ size, head }) => other !== undefined && size <= other.size && other.hashAt(size) !== head)
      .toSorted((a, b) => a.size - b.size)[0];
    if (apart === undefined) continue;
    findings.push({
      kind: 'gap',
      code: 'forked',
      stream,
      message: `FORKED: ${stream} went apart before its ${eventCount(apart.size)} were sealed at ${apart.at}; the other copy has other events.`,
    });
  }
  return findings;
}
