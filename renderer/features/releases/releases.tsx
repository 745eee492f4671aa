import { useDeferredValue, useMemo, useState } from 'react';
import { assertNever } from '../../../shared/lib/invariant.ts';
import { nextStep } from '../../../shared/projections/next-step.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { routeToHash } from '../../state/route.ts';
import { useReleases } from '../../store/release-hooks.ts';
import type { ReleaseSummary } from '../../store/release-summary.ts';
import { useReviews } from '../../store/review-hooks.ts';
import { useWorkspace } from '../../store/workspace-hooks.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Empty, Loading } from '../../ui/empty.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { countOf } from '../../ui/format-number.ts';
import { formatDayTime, formatSpan } from '../../ui/format-time.ts';
import { Key } from '../../ui/key.tsx';
import { Mark } from '../../ui/mark.tsx';
import { PageHead } from '../../ui/page.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { listenForRowKeys } from '../../ui/use-row-keys.ts';
import { everyRelease, filterReleases, isLate, troubles, type ReleaseFilter, type Trouble } from './filter-releases.ts';
import styles from './releases.module.css';

const pageSize = 100;
const troubleWords: { readonly [T in Trouble]: string } = {
  all: 'all',
  any: 'anything wrong',
  failed: 'failed or rolled back',
  incident: 'with an incident',
  late: 'late at runtime',
};

/** Every release, the newest first; arrows go through them, Enter opens one. */
export function Releases() {
  const workspace = useWorkspace();
  const releases = useReleases();
  const reviews = useReviews();
  const [filter, setFilter] = useState<ReleaseFilter>(everyRelease);
  const [shown, setShown] = useState(pageSize);
  const settled = useDeferredValue(filter);
  const found = useMemo(
    () => filterReleases(releases ?? [], settled).toSorted((a, b) => shownAt(b) - shownAt(a)),
    [releases, settled],
  );
  const byRelease = useMemo(() => new Map(reviews?.map(({ review }) => [review.release, review])), [reviews]);
  useKeys([{ key: '/', label: 'find a release', run: () => document.getElementById('find-release')?.focus() }]);
  if (releases === undefined || workspace === undefined) return <Loading what="the releases" />;
  const change = (part: Partial<ReleaseFilter>) => {
    setFilter({ ...filter, ...part });
    setShown(pageSize);
  };
  return (
    <>
      <PageHead
        title="Releases"
        aside={
          found.length === releases.length
            ? countOf(releases.length, 'release')
            : `${found.length} of ${releases.length}`
        }
        actions={<Key does="find">/</Key>}
      />
      {releases.length === 0 ? (
        <Empty title="No release is known yet.">
          <p>
            Take in a file of deployments, tags or builds, or run <code>hotwash intake</code> on a git repository.
          </p>
          <p className={styles['gap']}>
            <ButtonLink kind="primary" href={routeToHash({ place: 'sources' })}>
              Take in a file
            </ButtonLink>
          </p>
        </Empty>
      ) : (
        <>
          <Filter filter={filter} releases={releases} onChange={change} />
          <p className={styles['zone']}>
            The time is when CI first finished in production; where it never was there, when it was tagged or first
            deployed · {workspace.zone}
          </p>
          <ul className={styles['list']} ref={listenForRowKeys} aria-label="Releases">
            {found.slice(0, shown).map((release) => (
              <ReleaseRow key={release.id} release={release} review={byRelease.get(release.id)} zone={workspace.zone} />
            ))}
          </ul>
          {found.length === 0 && <Empty title="No release is like that. Loosen the filter." />}
          {found.length > shown && (
            <p className={styles['gap']}>
              <Button onClick={() => setShown(shown + pageSize)}>
                {Math.min(pageSize, found.length - shown)} more of {found.length - shown} older ones
              </Button>
            </p>
          )}
        </>
      )}
    </>
  );
}

type FilterProps = {
  readonly filter: ReleaseFilter;
  readonly releases: readonly ReleaseSummary[];
  readonly onChange: (part: Partial<ReleaseFilter>) => void;
};

function Filter({ filter, releases, onChange }: FilterProps) {
  const services = useMemo(() => [...new Set(releases.map((release) => release.service))].toSorted(), [releases]);
  return (
    <div className={styles['filter']} role="search">
      <TextField
        id="find-release"
        label="Service or version"
        type="search"
        value={filter.text}
        placeholder="checkout 4.18"
        onChange={(event) => onChange({ text: event.target.value })}
      />
      <SelectField
        label="Service"
        value={filter.service}
        onChange={(event) => onChange({ service: event.target.value })}
      >
        <option value="">all</option>
        {services.map((service) => (
          <option key={service}>{service}</option>
        ))}
      </SelectField>
      <SelectField
        label="What happened"
        value={filter.trouble}
        onChange={(event) => onChange({ trouble: troubles.find((each) => each === event.target.value) ?? 'all' })}
      >
        {troubles.map((trouble) => (
          <option key={trouble} value={trouble}>
            {troubleWords[trouble]}
          </option>
        ))}
      </SelectField>
    </div>
  );
}

/** When it reached production; where it never did, when it was tagged or first deployed. Epoch ms. */
const shownAt = (release: ReleaseSummary): number => release.inProductionAt ?? release.at;

type RowProps = { readonly release: ReleaseSummary; readonly review: Review | undefined; readonly zone: string };

function ReleaseRow({ release, review, zone }: RowProps) {
  return (
    <li className={styles['row']}>
      <a className={styles['link']} data-row href={routeToHash({ place: 'release', release: release.id })}>
        <span className={styles['when']}>{formatDayTime(shownAt(release), zone)}</span>
        <span className={styles['name']}>
          {release.service} <b>{release.version}</b>
        </span>
        <span className={styles['where']}>{release.environments.join(', ') || 'not deployed'}</span>
        <span>
          <Result release={release} />
        </span>
        <span className={styles['lag']}>
          {isLate(release) && <Mark tone="warn">late by {formatSpan(release.runtimeLagMs ?? 0)}</Mark>}
        </span>
      </a>
      {review === undefined ? (
        <span />
      ) : (
        <a className={styles['review']} href={routeToHash({ place: nextStep(review).place, review: review.id })}>
          review: {review.phase}
        </a>
      )}
    </li>
  );
}

function Result({ release }: { readonly release: ReleaseSummary }) {
  const incidents = release.incidents > 0 ? ` · ${countOf(release.incidents, 'incident')}` : '';
  switch (release.lastResult) {
    case null:
      return <>{incidents}</>;
    case 'success':
      return incidents === '' ? <Mark tone="calm">deployed</Mark> : <Mark tone="warn">deployed{incidents}</Mark>;
    case 'failure':
      return (
        <Mark tone="over" glyph="×">
          failed{incidents}
        </Mark>
      );
    case 'rolled-back':
      return (
        <Mark tone="over" glyph="↶">
          rolled back{incidents}
        </Mark>
      );
    case 'running':
      return (
        <Mark tone="warn" glyph="…">
          running{incidents}
        </Mark>
      );
    default:
      return assertNever(release.lastResult);
  }
}
