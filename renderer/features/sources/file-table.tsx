import { useMemo, useState, type ReactNode } from 'react';
import type { IntakeFile } from '../../store/intake-files.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { formatDayTime } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { Figure, Table } from '../../ui/table.tsx';
import { groupFiles, groupTotals, type FileGroup } from './file-groups.ts';
import { Quarantine } from './quarantine.tsx';
import styles from './sources.module.css';

const columns = [
  { name: 'file or answers' },
  { name: 'read as' },
  { name: 'when' },
  { name: 'rows', numeric: true },
  { name: 'samples', numeric: true },
  { name: 'known before', numeric: true },
  { name: 'quarantine', numeric: true },
];

const pageSize = 40;

type Props = { readonly files: readonly IntakeFile[]; readonly zone: string };

/** What was taken in, the latest first, with the answers of a source together; what of it is in quarantine opens below. */
export function FileTable({ files, zone }: Props) {
  const [opened, onOpen] = useState<IntakeFile | null>(null);
  const [wanted, setWanted] = useState('');
  const [shown, setShown] = useState(pageSize);
  const words = wanted.trim().toLowerCase();
  const groups = useMemo(
    () =>
      groupFiles(
        files.filter(({ name, format, source }) => `${name} ${format} ${source ?? ''}`.toLowerCase().includes(words)),
      ),
    [files, words],
  );
  return (
    <>
      {files.length > pageSize / 2 && (
        <div className={styles['filter']}>
          <TextField
            label="Find a file or an answer"
            value={wanted}
            onChange={(event) => (setWanted(event.target.value), setShown(pageSize))}
          />
        </div>
      )}
      <Table caption="Files that were taken in" columns={columns}>
        {groups.slice(0, shown).map((group) => (
          <GroupLines key={group.key} group={group} zone={zone} opened={opened} onOpen={onOpen} />
        ))}
      </Table>
      {groups.length === 0 && <p className={styles['small']}>Nothing that was taken in is called that.</p>}
      {groups.length > shown && (
        <p className={styles['gap']}>
          <Button onClick={() => setShown(shown + pageSize)}>{groups.length - shown} more</Button>
        </p>
      )}
      {opened !== null && <Quarantine key={opened.sha256} file={opened} onClose={() => onOpen(null)} />}
    </>
  );
}

type OpenProps = {
  readonly zone: string;
  readonly opened: IntakeFile | null;
  readonly onOpen: (file: IntakeFile | null) => void;
};

/** A file's line, or that of a source's answers, with each of them under it when they are wanted. */
function GroupLines({ group: { files }, ...props }: OpenProps & { readonly group: FileGroup }) {
  const [each, setEach] = useState<number | null>(null);
  const [latest, ...others] = files;
  if (others.length === 0) return <FileLine file={latest} {...props} />;
  const toggle = () => setEach(each === null ? pageSize : null);
  return (
    <>
      <Line
        {...latest}
        {...groupTotals(files)}
        zone={props.zone}
        bad={<Bad files={files} each={each} onClick={toggle} />}
      >
        <span className={styles['under']}>
          {latest.source},{' '}
          <Button kind="quiet" aria-expanded={each !== null} onClick={toggle}>
            {figure(files.length)} answers
          </Button>
        </span>
      </Line>
      {files.slice(0, each ?? 0).map((file) => (
        <FileLine key={file.sha256} file={file} isPart {...props} />
      ))}
      {each !== null && files.length > each && (
        <tr>
          <td colSpan={columns.length}>
            <Button kind="quiet" onClick={() => setEach(each + pageSize)}>
              {figure(files.length - each)} more answers
            </Button>
          </td>
        </tr>
      )}
    </>
  );
}

type BadProps = { readonly files: readonly IntakeFile[]; readonly each: number | null; readonly onClick: () => void };

/** How much of a source's answers is in quarantine: which of them, stands with each. */
function Bad({ files, each, onClick }: BadProps) {
  const { quarantined } = groupTotals(files);
  if (quarantined === 0) return '0';
  return (
    <Button kind="quiet" aria-expanded={each !== null} onClick={onClick}>
      {figure(quarantined)}
    </Button>
  );
}

function FileLine({
  file,
  isPart = false,
  zone,
  opened,
  onOpen,
}: OpenProps & { readonly file: IntakeFile; readonly isPart?: boolean }) {
  const isOpen = opened?.sha256 === file.sha256;
  const bad =
    file.quarantined === 0 ? (
      '0'
    ) : (
      <Button kind="quiet" aria-expanded={isOpen} onClick={() => onOpen(isOpen ? null : file)}>
        {figure(file.quarantined)}
      </Button>
    );
  return (
    <Line {...file} name={isPart ? 'one answer' : file.name} zone={zone} bad={bad}>
      {!isPart && file.source !== null && <span className={styles['under']}>{file.source}</span>}
    </Line>
  );
}

type LineProps = Omit<IntakeFile, 'sha256' | 'source' | 'firstSeq' | 'quarantined'> & {
  readonly zone: string;
  readonly bad: ReactNode;
  readonly children: ReactNode;
};

function Line({ name, format, at, rows, samples, unchanged, done, zone, bad, children }: LineProps) {
  return (
    <tr>
      <td className={styles['named']}>
        {name}
        {!done && (
          <span className={styles['small']}>
            {' '}
            <Mark tone="warn">not read to its end</Mark>
          </span>
        )}
        {children}
      </td>
      <td>{format}</td>
      <td>{formatDayTime(at, zone)}</td>
      <Figure>{figure(rows)}</Figure>
      <Figure>{figure(samples)}</Figure>
      <Figure>{figure(unchanged)}</Figure>
      <Figure>{bad}</Figure>
    </tr>
  );
}

const figure = (value: number): string => value.toLocaleString('en-GB');
