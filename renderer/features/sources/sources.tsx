import { useRef, useState } from 'react';
import type { IntakeFile } from '../../store/intake-files.ts';
import { useIntakeFiles } from '../../store/intake-hooks.ts';
import { useWorkspace } from '../../store/workspace-hooks.ts';
import { addFiles, dropFirstFile, useWaitingFiles } from '../../state/dropped-files.ts';
import { Button } from '../../ui/button.tsx';
import { Empty, Loading } from '../../ui/empty.tsx';
import { countOf } from '../../ui/format-number.ts';
import { formatDayTime } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { PageHead, Section } from '../../ui/page.tsx';
import { Figure, Table } from '../../ui/table.tsx';
import { Quarantine } from './quarantine.tsx';
import { TakeIn } from './take-in.tsx';
import styles from './sources.module.css';

/** Where release data comes in: files are looked at first, then taken; what could not be taken is kept with its reason. */
export function Sources() {
  const waiting = useWaitingFiles();
  const files = useIntakeFiles();
  const workspace = useWorkspace();
  const [opened, setOpened] = useState<IntakeFile | null>(null);
  const first = waiting[0];
  return (
    <>
      <PageHead
        title="Sources"
        aside={files === undefined ? '' : `${countOf(files.length, 'file')} taken in`}
        actions={<ChooseFiles />}
      />
      {first === undefined ? (
        <p className={styles['drop']}>
          Drop files anywhere on this window: deployments, incidents, runtime sightings and metrics as CSV or JSON,
          Jenkins builds, PagerDuty incidents, git commits and tags. Each is looked at before anything is kept.
        </p>
      ) : (
        <>
          <TakeIn key={`${first.name}:${first.lastModified}:${waiting.length}`} file={first} onDone={dropFirstFile} />
          {waiting.length > 1 && <p className={styles['small']}>{countOf(waiting.length - 1, 'more file')} waiting.</p>}
        </>
      )}
      <Section title="Taken in" note={workspace?.zone}>
        {files === undefined && <Loading what="the intake" />}
        {files?.length === 0 && <Empty title="Nothing was taken in yet.">Drop a file, or choose one above.</Empty>}
        {files !== undefined && files.length > 0 && (
          <FileTable files={files} zone={workspace?.zone ?? 'UTC'} opened={opened} onOpen={setOpened} />
        )}
      </Section>
    </>
  );
}

function ChooseFiles() {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Files to take in"
        accept=".csv,.json,.ndjson,.jsonl,.txt"
        onChange={(event) => {
          addFiles(event.target.files ?? []);
          event.target.value = '';
        }}
      />
      <Button kind="primary" onClick={() => input.current?.click()}>
        Choose files
      </Button>
    </>
  );
}

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

type TableProps = {
  readonly files: readonly IntakeFile[];
  readonly zone: string;
  readonly opened: IntakeFile | null;
  readonly onOpen: (file: IntakeFile | null) => void;
};

function FileTable({ files, zone, opened, onOpen }: TableProps) {
  const [shown, setShown] = useState(pageSize);
  const figure = (value: number) => value.toLocaleString('en-GB');
  return (
    <>
      <Table caption="Files that were taken in" columns={columns}>
        {files.slice(0, shown).map((file) => (
          <tr key={file.sha256}>
            <td>
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
      {files.length > shown && (
        <p className={styles['gap']}>
          <Button onClick={() => setShown(shown + pageSize)}>{files.length - shown} more</Button>
        </p>
      )}
      {opened !== null && <Quarantine key={opened.sha256} file={opened} onClose={() => onOpen(null)} />}
    </>
  );
}
