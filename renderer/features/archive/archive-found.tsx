import type { ArchiveEntry } from '../../../shared/projections/archive-entries.ts';
import { parseQuery } from '../../../shared/search/query.ts';
import { useSearchState, type SearchReading, type SearchState } from '../../store/search-hooks.ts';
import { Empty } from '../../ui/empty.tsx';
import { ArchiveHits } from './archive-hits.tsx';
import styles from './archive.module.css';

type Props = {
  readonly search: Exclude<SearchReading, { state: 'idle' }>;
  readonly text: string;
  readonly entries: readonly ArchiveEntry[];
  readonly zone: string;
  /** Whether reviews are left out whatever is searched. */
  readonly isFiltered: boolean;
};

/** What a search came to, and how far the index is while it is made. */
export function ArchiveFound({ search, text, entries, zone, isFiltered }: Props) {
  const index = useSearchState();
  const titles = new Map(entries.map(({ review, title }) => [review, title]));
  if (search.state === 'failed')
    return (
      <Empty title="The search stopped.">
        <p>Nothing that is kept was changed. Reload the page to search again. ({search.message})</p>
      </Empty>
    );
  const found = search.state === 'done' ? search.found : search.before;
  return (
    <>
      <p className={styles['status']} role="status">
        {statusWords(search, index)}
      </p>
      {found !== null && <ArchiveHits hits={found.hits} titles={titles} zone={zone} />}
      {search.state === 'done' &&
        search.found.hits.length === 0 &&
        (parseQuery(text).clauses.every(({ isExcluded }) => isExcluded) ? (
          <Empty title="This names nothing to look for.">
            <p>Write a word that is to be found; -word beside it leaves out what has that one.</p>
          </Empty>
        ) : (
          <Empty title="Nothing that is kept says that.">
            <p>Try fewer words, or another form of them{isFiltered && '; the filters above leave reviews out'}.</p>
          </Empty>
        ))}
    </>
  );
}

function statusWords(search: Props['search'], index: SearchState): string {
  if (index.state === 'building') return `Reading what is kept: ${index.done} of ${index.of}.`;
  if (search.state !== 'done') return index.state === 'starting' ? 'Opening the index.' : 'Searching.';
  const { hits, total, isTotal } = search.found;
  const whole = hits.filter(({ hasAll }) => hasAll).length;
  if (hits.length === 0) return '';
  const count = isTotal ? `${total}` : `${total} and more`;
  const shown = total > whole ? `, the best ${whole} shown` : '';
  return `${count} found${shown}, in ${Math.max(1, Math.round(search.tookMs))} ms.`;
}
