import { useState } from 'react';
import type { Output } from '../../../shared/contract/procedures.ts';
import type { ConfiguredSource } from '../../../shared/domain/workspace/sources.ts';
import type { SourceState } from '../../store/source-states.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { formatDayTime } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { Figure, Short, Table } from '../../ui/table.tsx';
import { useNow } from '../../ui/use-now.ts';
import { clockText, endText, naturally, progressText, standingOf } from './source-words.ts';
import { startSync, type SyncRun } from './sync-run.ts';
import styles from './sources.module.css';

type Asked = Output<'source.states'>['sources'][number];
const columns = [
  { name: 'source' },
  { name: 'state' },
  { name: 'last answer' },
  { name: 'still open', numeric: true },
  { name: 'its clock' },
  { name: 'what can be done', hidden: true },
];
const pageSize = 30;

type Props = {
  readonly sources: readonly ConfiguredSource[];
  readonly standing: ReadonlyMap<string, SourceState>;
  readonly asked: ReadonlyMap<string, Asked>;
  readonly run: SyncRun;
  readonly zone: string;
  readonly opened: string | null;
  readonly onOpen: (id: string | null) => void;
};

/** The sources with how each stands; those whose data is missing first. */
export function SourceTable(props: Props) {
  const { sources, standing, opened, onOpen } = props;
  const [wanted, setWanted] = useState('');
  const [shown, setShown] = useState(pageSize);
  const now = useNow();
  const words = wanted.trim().toLowerCase();
  const isMissing = ({ id }: ConfiguredSource): number => (standing.get(id)?.failed == null ? 1 : 0);
  const found = sources
    .filter(({ id, title, connector }) => `${id} ${title} ${connector}`.toLowerCase().includes(words))
    .toSorted((a, b) => isMissing(a) - isMissing(b) || naturally(a.title, b.title));
  return (
    <>
      {sources.length > pageSize / 2 && (
        <div className={styles['filter']}>
          <TextField
            label="Find a source"
            value={wanted}
            onChange={(event) => (setWanted(event.target.value), setShown(pageSize))}
          />
        </div>
      )}
      <Table caption="Sources that are asked for release data" columns={columns}>
        {found.slice(0, shown).map((source) => (
          <SourceLine
            key={source.id}
            {...props}
            source={source}
            now={now}
            onToggle={() => onOpen(opened === source.id ? null : source.id)}
          />
        ))}
      </Table>
      {found.length === 0 && <p className={styles['small']}>No source is called that.</p>}
      {found.length > shown && (
        <p className={styles['gap']}>
          <Button onClick={() => setShown(shown + pageSize)}>{found.length - shown} more</Button>
        </p>
      )}
    </>
  );
}

type LineProps = Props & { readonly source: ConfiguredSource; readonly now: number; readonly onToggle: () => void };

function SourceLine({ source, standing, asked, run, zone, now, opened, onToggle }: LineProps) {
  const { id, title, connector } = source;
  const state = standing.get(id);
  const { tone, text, detail } = standingOf(state, now, zone);
  const progress = run.reading.get(id);
  const end = run.ends.get(id);
  const about = asked.get(id);
  return (
    <tr>
      <td className={styles['named']}>
        {title}
        <span className={styles['under']}>{connector}</span>
      </td>
      <td className={styles['stands']}>
        {progress === undefined ? <Mark tone={tone}>{text}</Mark> : <Mark tone="plain">{progressText(progress)}</Mark>}
        {progress === undefined && detail !== '' && <span className={styles['under']}>{detail}</span>}
        {progress === undefined && end !== undefined && end.end !== 'failed' && (
          <span className={styles['under']}>{endText(end)}</span>
        )}
      </td>
      <Short>{state?.read == null ? '–' : formatDayTime(state.read.at, zone)}</Short>
      <Figure>{state?.read == null ? '–' : (about?.open ?? 0).toLocaleString('en-GB')}</Figure>
      <td>{about?.clock == null ? '–' : clockText(about.clock)}</td>
      <td>
        <div className={styles['acts']}>
          <Button
            kind="quiet"
            disabled={run.isRunning}
            onClick={() => void startSync([id])}
            aria-label={`Sync ${title}`}
          >
            Sync
          </Button>
          <Button kind="quiet" aria-expanded={opened === id} onClick={onToggle} aria-label={`Settings of ${title}`}>
            Settings
          </Button>
        </div>
      </td>
    </tr>
  );
}
