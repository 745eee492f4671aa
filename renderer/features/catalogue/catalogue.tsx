import { useDeferredValue, useMemo, useState } from 'react';
import { neededKpis } from '../../../shared/domain/kpi/kpi-map.ts';
import { findMember, type Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { holeShare, readCatalogue, type CatalogueEntry } from '../../../shared/projections/catalogue.ts';
import { routeToHash } from '../../state/route.ts';
import { useRows } from '../../store/row-hooks.ts';
import { useWorkspace } from '../../store/workspace-hooks.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Empty, Loading } from '../../ui/empty.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { countOf } from '../../ui/format-number.ts';
import { Key } from '../../ui/key.tsx';
import { Mark } from '../../ui/mark.tsx';
import { PageHead } from '../../ui/page.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { listenForRowKeys } from '../../ui/use-row-keys.ts';
import { fitsFilter, narrowings, type CatalogueFilter, type Narrowing } from './filter-catalogue.ts';
import styles from './catalogue.module.css';

const pageSize = 60;

const narrowingWords: { readonly [N in Narrowing]: string } = {
  all: 'all',
  holes: 'something measured by nothing',
  imported: 'imported, not registered',
  critical: 'critical tier',
};

/** Every service that is known: who answers for it, what measures it, what it needs and what needs it. */
export function Catalogue() {
  const workspace = useWorkspace();
  const components = useRows('component', 0, 0);
  const [filter, setFilter] = useState<CatalogueFilter>({ text: '', narrowing: 'all' });
  const [shown, setShown] = useState(pageSize);
  const settled = useDeferredValue(filter);
  const entries = useMemo(
    () => (workspace === undefined || components === undefined ? undefined : readCatalogue(workspace, components)),
    [workspace, components],
  );
  useKeys([{ key: '/', label: 'find a service', run: () => document.getElementById('find-service')?.focus() }]);
  if (workspace === undefined || entries === undefined) return <Loading what="the catalogue" />;
  if (entries.length === 0) return <NoServices />;
  const found = entries.filter((entry) => fitsFilter(entry, settled));
  const { holes, needed } = holeShare(entries);
  const change = (part: Partial<CatalogueFilter>) => {
    setFilter({ ...filter, ...part });
    setShown(pageSize);
  };
  return (
    <>
      <PageHead
        title="Catalogue"
        aside={
          found.length === entries.length ? countOf(entries.length, 'service') : `${found.length} of ${entries.length}`
        }
        lede={
          needed === 0
            ? 'None is registered for reviews yet. Open one and register it, then it gets KPIs and rules.'
            : holes === 0
              ? 'Everything that reviews need of the registered services is measured.'
              : `${holes} of ${needed} KPIs that reviews need are measured by nothing (${Math.round((100 * holes) / needed)} %).`
        }
        actions={<Key does="find">/</Key>}
      />
      <div className={styles['filter']} role="search">
        <TextField
          id="find-service"
          label="Service, owner or system"
          type="search"
          value={filter.text}
          onChange={(event) => change({ text: event.target.value })}
        />
        <SelectField
          label="Show"
          value={filter.narrowing}
          onChange={(event) => change({ narrowing: narrowings.find((each) => each === event.target.value) ?? 'all' })}
        >
          {narrowings.map((each) => (
            <option key={each} value={each}>
              {narrowingWords[each]}
            </option>
          ))}
        </SelectField>
      </div>
      <ul className={styles['list']} ref={listenForRowKeys} aria-label="Services">
        {found.slice(0, shown).map((entry) => (
          <EntryRow key={entry.id} entry={entry} workspace={workspace} />
        ))}
      </ul>
      {found.length === 0 && <Empty title="No service is like that. Loosen the filter." />}
      {found.length > shown && (
        <p className={styles['gap']}>
          <Button onClick={() => setShown(shown + pageSize)}>
            {Math.min(pageSize, found.length - shown)} more of {found.length - shown}
          </Button>
        </p>
      )}
    </>
  );
}

function NoServices() {
  return (
    <>
      <PageHead title="Catalogue" />
      <Empty title="No service is known yet.">
        <p>Add one under Today, or take in a catalogue: a Backstage file, or a table of services with their owners.</p>
        <p className={styles['gap']}>
          <ButtonLink kind="primary" href={routeToHash({ place: 'sources' })}>
            Take in a file
          </ButtonLink>
        </p>
      </Empty>
    </>
  );
}

function EntryRow({ entry, workspace }: { readonly entry: CatalogueEntry; readonly workspace: Workspace }) {
  const owner = findMember(workspace, entry.owner)?.display ?? entry.owner;
  return (
    <li className={styles['row']}>
      <a className={styles['link']} data-row href={routeToHash({ place: 'service', service: entry.id })}>
        <span className={styles['name']} dir="auto">
          {entry.title}
          <span className={styles['quiet']}>{entry.id}</span>
        </span>
        <span>{entry.tier ?? 'no tier'}</span>
        <span dir="auto">{owner === '' ? <Mark tone="warn">nobody answers</Mark> : owner}</span>
        <span>
          <Measured entry={entry} />
        </span>
        <span className={styles['quiet']}>
          needs {entry.dependsOn.length} · needed by {entry.neededBy.length}
        </span>
      </a>
    </li>
  );
}

function Measured({ entry }: { readonly entry: CatalogueEntry }) {
  if (entry.standing === 'imported') return <Mark tone="plain">not registered</Mark>;
  const count = neededKpis.length - entry.holes.length;
  return entry.holes.length === 0 ? (
    <Mark tone="calm">{count} of 3 measured</Mark>
  ) : (
    <Mark tone="warn">
      {count} of {neededKpis.length} measured
    </Mark>
  );
}
