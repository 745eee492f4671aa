import type { ConfigPair } from '../domain/cause/config-change.ts';
import { isTestimony, type Locator } from '../domain/claim/claim.ts';
import type { RowKind } from '../domain/release/rows.ts';
import type { Review } from '../domain/review/review.ts';
import { evidenceCandidates, type Candidate, type PackageRows } from './evidence-candidates.ts';
import { timeInZone } from './said-time.ts';

export type OfferedFrom = {
  readonly review: Pick<Review, 'package' | 'claims' | 'notes' | 'zone' | 'effect'>;
  readonly rows: PackageRows;
  /** Pairs of snapshots; empty until they were looked up. */
  readonly pairs: readonly ConfigPair[];
  /** The moment that it is to be evidence about, epoch ms; null where nobody said one. */
  readonly at: number | null;
};

/**
 * Everything that can be attached in a review, each once: the package, pairs of configurations, what the facts rest on,
 * moments of the release's hours, the scribe's lines. A file and testimony are brought, not offered.
 */
export function offeredEvidence({ review, rows, pairs, at }: OfferedFrom): readonly Candidate[] {
  const { zone } = review;
  const content = review.package?.content ?? null;
  const all = [
    ...(content === null ? [] : evidenceCandidates(content, rows, zone, at)),
    ...pairs.map((pair) => pairCandidate(pair, zone, at)),
    ...factCandidates(review.claims),
    ...(content === null ? [] : momentCandidates(content.timeline ?? [], zone)),
    ...review.notes.map((note): Candidate => ({
      key: note.id,
      group: 'Notes',
      title: note.text,
      detail: `written down at ${timeInZone(note.at, zone)}; as testimony`,
      locator: { type: 'note', id: note.id },
      at: null,
    })),
  ];
  const seen = new Set<string>();
  return all.filter(({ locator }) => {
    const place = locatorKey(locator);
    return !seen.has(place) && seen.add(place);
  });
}

/** `checkout · 3 keys changed · 13:00 → 14:04`, with the first of the keys. */
function pairCandidate(pair: ConfigPair, zone: string, at: number | null): Candidate {
  const { before, after, name, environment, changed, changes, fault } = pair;
  const keys = changes.map(({ key }) => key);
  const more = changed - Math.min(3, keys.length);
  return {
    key: `${before.id} ${after.id}`,
    group: 'Configuration',
    title: `${name} · ${fault === null ? `${changed} ${changed === 1 ? 'key' : 'keys'} changed` : 'cannot be compared'} · ${span(before.at, after.at, zone)}`,
    detail: fault ?? [environment, [...keys.slice(0, 3), ...(more > 0 ? [`${more} more`] : [])].join(', ')].join(': '),
    locator: { type: 'config-diff', before: before.id, after: after.id },
    // The moment itself where it lies between the two: then nothing is nearer.
    at: at === null ? after.at : Math.min(Math.max(at, before.at), after.at),
    words: keys.join(' '),
  };
}

/** Times of one day alone, else with their days. */
function span(from: number, to: number, zone: string): string {
  const day = (at: number): string =>
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, day: 'numeric', month: 'short' }).format(at);
  const [before, after] = [timeInZone(from, zone), timeInZone(to, zone)];
  return day(from) === day(to) ? `${before} → ${after}` : `${day(from)} ${before} → ${day(to)} ${after}`;
}

/** What a fact rests on, under the fact's own words: the room knows it by them. */
const factCandidates = (claims: Review['claims']): readonly Candidate[] =>
  claims.flatMap((claim) =>
    claim.evidence.flatMap((piece): Candidate[] => {
      const { locator } = piece;
      if (locator.type === 'testimony' || isTestimony(piece)) return [];
      const key = `fact ${claim.id} ${piece.id}`;
      return [{ key, group: 'Facts', title: claim.text, detail: piece.label, locator, at: claim.happenedAt }];
    }),
  );

/** Kinds of moments that are evidence by themselves. */
const ofMoments = new Set<RowKind>([
  'deployment',
  'build',
  'incident',
  'change',
  'runtime',
  'flag',
  'exposure',
  'ticket',
  'log',
  'postmortem',
  'snapshot',
  'prediction',
]);

const momentCandidates = (
  moments: NonNullable<NonNullable<Review['package']>['content']['timeline']>,
  zone: string,
): readonly Candidate[] =>
  moments.flatMap(({ at, kind, row, text }): Candidate[] =>
    ofMoments.has(kind)
      ? [
          {
            key: `moment ${row}`,
            group: 'Timeline',
            title: text,
            detail: timeInZone(at, zone),
            locator: { type: kind, id: row } as Extract<Locator, { id: typeof row }>,
            at,
          },
        ]
      : [],
  );

/** What makes two candidates the same piece. Of one series in several windows each is its own. */
const locatorKey = (locator: Locator): string => JSON.stringify(locator);
