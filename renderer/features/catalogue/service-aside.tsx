import type { RowOf } from '../../../shared/domain/release/rows.ts';
import type { CatalogueEntry } from '../../../shared/projections/catalogue.ts';
import { routeToHash } from '../../state/route.ts';
import { useProvenance } from '../../store/provenance.ts';
import { useRows } from '../../store/row-hooks.ts';
import { formatDayTime } from '../../ui/format-time.ts';
import { Section } from '../../ui/page.tsx';
import { Popover } from '../../ui/popover.tsx';
import styles from './catalogue.module.css';

type Props = {
  readonly entry: CatalogueEntry;
  readonly entries: readonly CatalogueEntry[];
  readonly zone: string;
};

/** What a service needs, what needs it, what it promises, and which catalogue says so. */
export function ServiceAside({ entry, entries, zone }: Props) {
  const objectives = useRows('slo', 0, 0, entry.id) ?? [];
  return (
    <>
      <Section title="Needs">
        <Services ids={entry.dependsOn} entries={entries} none="It needs no other service." />
      </Section>
      <Section title="Needed by">
        <Services ids={entry.neededBy} entries={entries} none="No service says that it needs it." />
      </Section>
      <Section title="Promises">
        {objectives.length === 0 ? (
          <p className={styles['quiet']}>No objective is known. OpenSLO files are taken in under Sources.</p>
        ) : (
          <ul>
            {objectives.map((row) => (
              <Objective key={row.id} row={row} zone={zone} />
            ))}
          </ul>
        )}
      </Section>
      {entry.rows.length > 0 && (
        <Section title="Imported from">
          <ul>
            {entry.rows.map((id) => (
              <Origin key={id} kind="component" id={id} zone={zone} />
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function Services({
  ids,
  entries,
  none,
}: {
  readonly ids: readonly string[];
  readonly entries: readonly CatalogueEntry[];
  readonly none: string;
}) {
  if (ids.length === 0) return <p className={styles['quiet']}>{none}</p>;
  return (
    <ul>
      {ids.map((id) => {
        const known = entries.find((each) => each.id === id);
        return (
          <li key={id} className={styles['pair']}>
            {known === undefined ? (
              <span>{id}</span>
            ) : (
              <a href={routeToHash({ place: 'service', service: id })} dir="auto">
                {known.title}
              </a>
            )}
            <span className={styles['quiet']}>{known === undefined ? 'not in a catalogue' : (known.tier ?? '')}</span>
          </li>
        );
      })}
    </ul>
  );
}

function Objective({ row, zone }: { readonly row: RowOf<'slo'>; readonly zone: string }) {
  const target = `${Number((row.target * 100).toPrecision(6))} %`;
  return (
    <li className={styles['pair']}>
      <span dir="auto">{row.indicator}</span>
      <span>
        <Popover trigger={target} label={`${row.indicator}: ${target}, where from`} title={row.name}>
          <p>
            {target} over {row.windowDays} days, by {row.method.replace('-', ' ')}.
          </p>
          <ul>
            <Origin kind="slo" id={row.id} zone={zone} />
          </ul>
        </Popover>
      </span>
    </li>
  );
}

function Origin({
  kind,
  id,
  zone,
}: {
  readonly kind: 'component' | 'slo';
  readonly id: string;
  readonly zone: string;
}) {
  const found = useProvenance({ kind, id });
  return (found ?? []).map(({ name, sha256, at, pulled }) => (
    <li key={sha256} className={styles['origin']}>
      {pulled === null ? name : `${pulled.source}: ${name}`}
      <span className={styles['quiet']}>
        {pulled === null ? 'carried in' : 'fetched'} {formatDayTime(pulled?.fetchedAt ?? at, zone)}
      </span>
      <code className={styles['hash']}>sha256 {sha256}</code>
    </li>
  ));
}
