import { useState } from 'react';
import type { IntakeFile } from '../../store/intake-files.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { formatDayTime } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { Figure, Table } from '../../ui/table.tsx';
import { Quarantine } from './quarantine.tsx';
import styles from './sources.module.css';

const columns = [
  { name: 'file' },
  { name: 'read as' },
  { name: 'when' },
  { name: 'rows', numeric: true },
  { name: 'samples', numeric: true },
  { name: 'known before', numeric: true },
  { name: 'quarantine', numeric: true },
];

const pageSize = 40;

type Props = { readonly files: readonly IntakeFile[]; readonly zone: string };

/** What was taken in, the latest first; what of it is in quarantine opens below. */
export function FileTable({ files, zone }: Props) {
  const [opened, onOpen] = useState<IntakeFile | null>(null);
  const [wanted, setWanted] = useState('');
  const [shown, setShown] = useState(pageSize);
  const figure = (value: number) => value.toLocaleString('en-GB');
  const words = wanted.trim().toLowerCase();
  const found = files.filter(({ name, format, source }) =>
    `${name} ${format} ${source ?? ''}`.toLowerCase().includes(words),
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
        {found.slice(0, shown).map((file) => (
          <tr key={file.sha256}>
            <td className={styles['named']}>
              {file.name}
              {!file.done && (
                <span className={styles['small']}>
                  {' '}
                  <Mark tone="warn">not read to its end</Mark>
                </span>
              )}
            </td>
            <td>{file.format}</td>
            <td>{formatDayTime(file.at, zone)}</td>
            <Figure>{figure(file.rows)}</Figure>
            <Figure>{figure(file.samples)}</Figure>
            <Figure>{figure(file.unchanged)}</Figure>
            <Figure>
              {file.quarantined === 0 ? (
                '0'
              ) : (
                <Button
                  kind="quiet"
                  aria-expanded={opened?.sha256 === file.sha256}
                  onClick={() => onOpen(opened?.sha256 === file.sha256 ? null : file)}
                >
                  {figure(file.quarantined)}
                </Button>
              )}
            </Figure>
          </tr>
        ))}
      </Table>
      {found.length === 0 && <p className={styles['small']}>Nothing that was taken in is called that.</p>}
      {found.length > shown && (
        <p className={styles['gap']}>
          <Button onClick={() => setShown(shown + pageSize)}>{found.length - shown} more</Button>
        </p>
      )}
      {opened !== null && <Quarantine key={opened.sha256} file={opened} onClose={() => onOpen(null)} />}
    </>
  );
}
