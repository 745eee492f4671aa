import { useState } from 'react';
import { routeToHash } from '../../state/route.ts';
import { useRows } from '../../store/row-hooks.ts';
import { Button } from '../../ui/button.tsx';
import { Loading } from '../../ui/empty.tsx';
import { TextField } from '../../ui/field.tsx';
import { countOf } from '../../ui/format-number.ts';
import { Section } from '../../ui/page.tsx';
import styles from './sources.module.css';

const pageSize = 24;

/** Every series that samples came of, each leading to its picture. */
export function SeriesList() {
  const rows = useRows('series', 0, 0);
  const [wanted, setWanted] = useState('');
  const [shown, setShown] = useState(pageSize);
  if (rows === undefined) return <Loading what="the series" />;
  if (rows.length === 0) return null;
  const words = wanted.trim().toLowerCase();
  const found = rows
    .filter(({ series }) => series.toLowerCase().includes(words))
    .toSorted((a, b) => a.series.localeCompare(b.series));
  return (
    <Section title="Series" note={countOf(rows.length, 'series', 'series')}>
      {rows.length > pageSize && (
        <div className={styles['filter']}>
          <TextField label="Find a series" value={wanted} onChange={(event) => setWanted(event.target.value)} />
        </div>
      )}
      <ul className={styles['series']}>
        {found.slice(0, shown).map(({ series }) => (
          <li key={series}>
            <a href={routeToHash({ place: 'series', series, from: null, to: null })}>{series}</a>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className={styles['small']}>No series is called that.</p>}
      {found.length > shown && (
        <p className={styles['gap']}>
          <Button onClick={() => setShown(shown + pageSize * 4)}>{found.length - shown} more</Button>
        </p>
      )}
    </Section>
  );
}
