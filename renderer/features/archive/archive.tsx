import { useMemo } from 'react';
import { filterEntries, isFiltering, reviewToEntry } from '../../../shared/projections/archive-entries.ts';
import { nothingFiltered, useArchiveAsked } from '../../state/archive-asked.ts';
import { routeToHash } from '../../state/route.ts';
import { useReviews } from '../../store/review-hooks.ts';
import { useSearch } from '../../store/search-hooks.ts';
import { useAllTranscripts } from '../../store/transcript-hooks.ts';
import { useWorkspace } from '../../store/workspace-hooks.ts';
import { Empty, Loading } from '../../ui/empty.tsx';
import { TextField } from '../../ui/field.tsx';
import { countOf } from '../../ui/format-number.ts';
import { PageHead } from '../../ui/page.tsx';
import { useNow } from '../../ui/use-now.ts';
import { ArchiveFilters } from './archive-filters.tsx';
import { ArchiveFound } from './archive-found.tsx';
import { ArchiveTimeline } from './archive-timeline.tsx';
import styles from './archive.module.css';

/** Every review with what was said and decided in it: a timeline to filter, and a search through all of it. */
export function Archive() {
  const workspace = useWorkspace();
  const folded = useReviews();
  const transcripts = useAllTranscripts();
  const now = useNow();
  const { text, filter, days } = useArchiveAsked();
  const entries = useMemo(() => (folded ?? []).map(({ review }) => reviewToEntry(review)), [folded]);
  const fitting = useMemo(() => filterEntries(entries, filter), [entries, filter]);
  const isFiltered = isFiltering(filter);
  const within = useMemo(
    () => (isFiltered ? { reviews: new Set(fitting.map(({ review }) => review)) } : undefined),
    [isFiltered, fitting],
  );
  const search = useSearch(text, within);
  if (folded === undefined || workspace === undefined || transcripts === undefined)
    return <Loading what="the archive" />;
  const { zone } = workspace;
  return (
    <>
      <PageHead
        title="Archive"
        aside={
          isFiltered ? `${fitting.length} of ${countOf(entries.length, 'review')}` : countOf(entries.length, 'review')
        }
        actions={<a href={routeToHash({ place: 'kept' })}>What is kept, and for how long</a>}
      />
      {entries.length === 0 ? (
        <Empty title="Nothing is in the archive yet.">
          <p>Reviews stand here from the day they are opened, with their records, transcripts and recordings.</p>
        </Empty>
      ) : (
        <>
          <div className={styles['search']} role="search">
            <TextField
              label="Search what was said, found and decided"
              type="search"
              value={text}
              hint={'Words in any form and with a typing error; “an exact phrase”; begin*; -without'}
              onChange={(event) => useArchiveAsked.setState({ text: event.target.value })}
            />
          </div>
          <ArchiveFilters
            entries={entries}
            workspace={workspace}
            filter={filter}
            days={days}
            onChange={(next, typed) => useArchiveAsked.setState({ filter: next, days: typed })}
          />
          {search.state === 'idle' ? (
            <ArchiveTimeline
              key={JSON.stringify(filter)}
              entries={fitting}
              transcripts={transcripts}
              zone={zone}
              now={now}
              onShowAll={() => useArchiveAsked.setState(nothingFiltered)}
            />
          ) : (
            <ArchiveFound search={search} text={text} entries={entries} zone={zone} isFiltered={isFiltered} />
          )}
        </>
      )}
    </>
  );
}
