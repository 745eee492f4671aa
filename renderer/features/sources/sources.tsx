import { useRef, useState } from 'react';
import { useIntakeFiles } from '../../store/intake-hooks.ts';
import { useSourceStates } from '../../store/source-states.ts';
import { useWorkspace } from '../../store/workspace-hooks.ts';
import { addFiles, addFolder, useWaitingFiles } from '../../state/dropped-files.ts';
import { Button } from '../../ui/button.tsx';
import { Empty, Loading } from '../../ui/empty.tsx';
import { countOf } from '../../ui/format-number.ts';
import { PageHead, Section } from '../../ui/page.tsx';
import { Connected } from './connected.tsx';
import { Couriers } from './couriers.tsx';
import { FileTable } from './file-table.tsx';
import { ReadElsewhere } from './read-elsewhere.tsx';
import { SeriesList } from './series-list.tsx';
import { startSync, useSyncRun } from './sync-run.ts';
import { WaitingFiles } from './waiting-files.tsx';
import styles from './sources.module.css';

/** Where release data comes in: sources that are asked, files that are carried, bundles from other machines. */
export function Sources() {
  const waiting = useWaitingFiles();
  const files = useIntakeFiles();
  const workspace = useWorkspace();
  const states = useSourceStates();
  const [isAdding, setIsAdding] = useState(false);
  const run = useSyncRun();
  const sources = workspace?.sources ?? [];
  const answered = sources.filter(({ id }) => {
    const state = states?.find(({ source }) => source === id);
    return state?.read != null && state.failed === null;
  }).length;
  const aside = [
    ...(sources.length > 0 ? [`${answered} of ${sources.length} answered`] : []),
    ...(files === undefined ? [] : [`${countOf(files.length, 'file')} taken in`]),
  ];
  return (
    <>
      <PageHead
        title="Sources"
        aside={aside.join(' · ')}
        actions={
          <>
            <ChooseFiles />
            {!isAdding && <Button onClick={() => setIsAdding(true)}>Connect a source</Button>}
            {sources.length > 0 && (
              <Button kind="primary" disabled={run.isRunning} onClick={() => void startSync(null)}>
                Sync now
              </Button>
            )}
          </>
        }
      />
      <WaitingFiles files={waiting} saved={workspace?.mappings ?? []} />
      {workspace === undefined ? (
        <Loading what="the sources" />
      ) : (
        <Connected workspace={workspace} isAdding={isAdding} onAdd={setIsAdding} />
      )}
      {workspace !== undefined && (
        <ReadElsewhere states={states ?? []} sources={workspace.sources} zone={workspace.zone} />
      )}
      <Section title="Taken in" note={workspace?.zone}>
        {waiting.length === 0 && (
          <p className={styles['drop']}>
            Drop files or a folder anywhere on this window: exports of deployments, builds, incidents and metrics, saved
            answers of APIs, Markdown and YAML, or a bundle from another machine. Each is looked at before anything is
            kept.
          </p>
        )}
        {files === undefined && <Loading what="the intake" />}
        {files?.length === 0 && <Empty title="Nothing was taken in yet.">Drop a file, or choose one above.</Empty>}
        {files !== undefined && files.length > 0 && <FileTable files={files} zone={workspace?.zone ?? 'UTC'} />}
      </Section>
      <SeriesList />
      {workspace !== undefined && <Couriers workspace={workspace} />}
    </>
  );
}

function ChooseFiles() {
  const file = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={file}
        type="file"
        multiple
        hidden
        aria-label="Files to take in"
        onChange={(event) => {
          addFiles(event.target.files ?? []);
          event.target.value = '';
        }}
      />
      <Button onClick={() => file.current?.click()}>Choose files</Button>
      <Button onClick={chooseFolder}>Choose a folder</Button>
    </>
  );
}

function chooseFolder(): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.webkitdirectory = true;
  input.addEventListener('change', () => addFolder(input.files ?? []));
  input.click();
}
