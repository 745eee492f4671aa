import { useCallback, useEffect, useState } from 'react';
import type { Output } from '../../../shared/contract/procedures.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { call } from '../../host/client.ts';
import { useSourceStates } from '../../store/source-states.ts';
import { Button } from '../../ui/button.tsx';
import { Empty, Loading } from '../../ui/empty.tsx';
import { countOf } from '../../ui/format-number.ts';
import { Section } from '../../ui/page.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { AddSource } from './add-source.tsx';
import { SourceDetail } from './source-detail.tsx';
import { SourceTable } from './source-table.tsx';
import { SyncProgressBar } from './sync-progress-bar.tsx';
import { useSyncRun } from './sync-run.ts';

type Asked = Output<'source.states'>['sources'][number];

/** What the log does not say of the sources: asked again whenever they or a sync changed. */
function useAskedStates(
  sources: Workspace['sources'],
  changes: unknown,
): {
  readonly states: ReadonlyMap<string, Asked>;
  readonly askAgain: () => void;
} {
  const [states, setStates] = useState<ReadonlyMap<string, Asked>>(new Map());
  const askAgain = useCallback(() => {
    void call('source.states', {}).then((answer) => {
      if (answer.ok) setStates(new Map(answer.value.sources.map((each) => [each.id, each])));
    });
  }, []);
  useEffect(askAgain, [askAgain, sources, changes]);
  return { states, askAgain };
}

type Props = {
  readonly workspace: Workspace;
  readonly isAdding: boolean;
  readonly onAdd: (isAdding: boolean) => void;
};

/** The sources that are asked for release data: how each stands, adding one, and what a sync is doing. */
export function Connected({ workspace, isAdding, onAdd }: Props) {
  const { sources, zone } = workspace;
  const logged = useSourceStates();
  const run = useSyncRun();
  const { states, askAgain } = useAskedStates(sources, run.isRunning);
  const [opened, setOpened] = useState<string | null>(null);
  if (logged === undefined) return <Loading what="the sources" />;
  const standing = new Map(logged.map((state) => [state.source, state]));
  const chosen = sources.find(({ id }) => id === opened);
  return (
    <Section
      title="Connected"
      note={sources.length === 0 ? undefined : `${countOf(sources.length, 'source')}, ${zone}`}
    >
      {run.isRunning && <SyncProgressBar run={run} sources={sources} />}
      {run.fault !== null && <Refusal fault={run.fault} />}
      {isAdding && <AddSource onDone={() => (onAdd(false), scrollTo(0, 0))} />}
      {sources.length === 0 && !isAdding && (
        <Empty title="No source is connected yet.">
          <Button onClick={() => onAdd(true)}>Connect a source</Button>
        </Empty>
      )}
      {sources.length > 0 && (
        <SourceTable
          sources={sources}
          standing={standing}
          asked={states}
          run={run}
          zone={zone}
          opened={opened}
          onOpen={setOpened}
        />
      )}
      {chosen !== undefined && (
        <SourceDetail
          key={chosen.id}
          source={chosen}
          state={standing.get(chosen.id)}
          asked={states.get(chosen.id)}
          zone={zone}
          onChange={askAgain}
          onClose={() => setOpened(null)}
        />
      )}
    </Section>
  );
}
