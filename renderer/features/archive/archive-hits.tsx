import type { ReactNode } from 'react';
import { meetingTimeText } from '../../../shared/meeting/clock-text.ts';
import type { Snippet } from '../../../shared/search/snippet.ts';
import { routeToHash } from '../../state/route.ts';
import type { FoundHit } from '../../store/search-keeper.ts';
import { formatDay } from '../../ui/format-time.ts';
import { listenForRowKeys } from '../../ui/use-row-keys.ts';
import styles from './archive.module.css';

type Props = {
  readonly hits: readonly FoundHit[];
  readonly titles: ReadonlyMap<string, string>;
  readonly zone: string;
};

const kindWords: { readonly [kind in FoundHit['kind']]: string } = {
  transcript: 'said',
  review: 'review',
  record: 'record',
  decision: 'decision',
  cause: 'cause',
  action: 'action',
  note: 'note',
};

/** What was found, best first. A hit in a transcript leads to the second at which it was said. */
export function ArchiveHits({ hits, titles, zone }: Props) {
  const whole = hits.filter(({ hasAll }) => hasAll);
  const partial = hits.filter(({ hasAll }) => !hasAll);
  return (
    <div ref={listenForRowKeys}>
      {whole.length > 0 && <HitList label="Found" hits={whole} titles={titles} zone={zone} />}
      {partial.length > 0 && (
        <section className={styles['month']}>
          <h2>With some of the words</h2>
          <HitList label="With some of the words" hits={partial} titles={titles} zone={zone} />
        </section>
      )}
    </div>
  );
}

const HitList = ({ label, hits, titles, zone }: Props & { readonly label: string }) => (
  <ul className={styles['hits']} aria-label={label}>
    {hits.map((hit) => (
      <li key={`${hit.document} ${hit.block}`}>
        <a className={styles['row']} data-row href={hrefOf(hit)}>
          <span className={styles['day']}>
            {kindWords[hit.kind]}
            {hit.startMs !== null && <span className={styles['time']}> {meetingTimeText(hit.startMs)}</span>}
          </span>
          <span className={styles['snippet']} dir="auto">
            <Marked snippet={hit.snippet} />
          </span>
          <span className={styles['small']} dir="auto">
            {titles.get(hit.review ?? '') ?? hit.review}
          </span>
          <span className={styles['state']}>{formatDay(hit.at, zone)}</span>
        </a>
      </li>
    ))}
  </ul>
);

function Marked({ snippet: { text, ranges } }: { readonly snippet: Snippet }) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const [from, to] of ranges) {
    parts.push(text.slice(at, from), <mark key={from}>{text.slice(from, to)}</mark>);
    at = to;
  }
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  );
}

const hrefOf = ({ kind, document, startMs, review }: FoundHit): string =>
  kind === 'transcript'
    ? routeToHash({ place: 'transcript', transcript: document.slice(2), at: startMs })
    : routeToHash({ place: 'record', review: review ?? '' });
