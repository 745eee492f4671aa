import { useEffect, useState } from 'react';
import type { CallFault, Output } from '../../../shared/contract/procedures.ts';
import { policyInForce } from '../../../shared/domain/policy/adopted-policy.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { call } from '../../host/client.ts';
import { routeToHash } from '../../state/route.ts';
import { useReviews } from '../../store/review-hooks.ts';
import { useAllTranscripts } from '../../store/transcript-hooks.ts';
import { useWorkspace } from '../../store/workspace-hooks.ts';
import { Button } from '../../ui/button.tsx';
import { Empty, Loading } from '../../ui/empty.tsx';
import { countOf } from '../../ui/format-number.ts';
import { PageHead, Section } from '../../ui/page.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { useNow } from '../../ui/use-now.ts';
import { KeptDeleted } from './kept-deleted.tsx';
import { KeptHolds } from './kept-holds.tsx';
import { keptNames } from './kept-words.ts';
import { KeptTable } from './kept-table.tsx';
import styles from './kept.module.css';
import { DeleteDialog, HoldDialog, type Deletable } from './kept-dialogs.tsx';

type Kept = Output<'retention.list'>['kept'][number];
type Over =
  | { readonly kind: 'none' }
  | { readonly kind: 'hold'; readonly review: string | null }
  | { readonly kind: 'delete'; readonly kept: Deletable };

const pageSize = 60;

/** Everything that is kept with when its time runs out, what holds it longer, and what was deleted. */
export function KeptPlace() {
  const workspace = useWorkspace();
  const reviews = useReviews();
  const now = useNow();
  const [over, setOver] = useState<Over>({ kind: 'none' });
  const [shown, setShown] = useState(pageSize);
  const { kept, fault, look } = useKept(workspace);
  const transcripts = useAllTranscripts();
  if (workspace === undefined || reviews === undefined) return <Loading what="what is kept" />;
  const titles = new Map(reviews.map(({ review }) => [review.id, review.title]));
  const close = () => {
    setOver({ kind: 'none' });
    look();
  };
  const sorted = (kept ?? []).toSorted((a, b) => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity));
  const span = { titles, zone: workspace.zone, now };
  const names = keptNames(
    reviews.map(({ review }) => review),
    transcripts ?? [],
    workspace.zone,
  );
  return (
    <>
      <PageHead
        title="Kept"
        aside={kept === undefined ? '' : countOf(sorted.length, 'thing')}
        lede={<Clocks workspace={workspace} />}
        actions={<Button onClick={() => setOver({ kind: 'hold', review: null })}>Place a hold</Button>}
      />
      <p className={styles['way']}>
        <a href={routeToHash({ place: 'archive' })}>Search the archive</a>
      </p>
      {fault !== undefined && <Refusal fault={fault} />}
      {kept === undefined && fault === undefined && <Loading what="what is kept" />}
      <KeptHolds workspace={workspace} titles={titles} onDone={look} />
      {kept !== undefined && (
        <Section title="When its time runs out">
          {sorted.length === 0 ? (
            <Empty title="Nothing is kept yet.">
              <p>Recordings, transcripts and records of closed reviews stand here with the day they are deleted on.</p>
            </Empty>
          ) : (
            <KeptTable
              kept={sorted.slice(0, shown)}
              {...span}
              names={names}
              onHold={({ review }) => setOver({ kind: 'hold', review })}
              onDelete={(each) => setOver({ kind: 'delete', kept: each })}
            />
          )}
          {sorted.length > shown && (
            <Button onClick={() => setShown(shown + pageSize)}>
              {Math.min(pageSize, sorted.length - shown)} more of {sorted.length - shown}
            </Button>
          )}
        </Section>
      )}
      <KeptDeleted tombstones={workspace.retention.tombstones} names={names} {...span} />
      {over.kind === 'hold' && (
        <HoldDialog
          review={over.review}
          reviews={reviews.map(({ review }) => review)}
          workspace={workspace}
          onClose={close}
        />
      )}
      {over.kind === 'delete' && (
        <DeleteDialog
          kept={over.kept}
          name={names.get(over.kept.id) ?? over.kept.id}
          title={titles.get(over.kept.review) ?? over.kept.review}
          workspace={workspace}
          onClose={close}
        />
      )}
    </>
  );
}

/** The policy's clocks in one line. */
function Clocks({ workspace }: { readonly workspace: Workspace }) {
  const { recordingDays, recordYears, transcriptDays } = policyInForce(workspace.policies).policy.retention;
  const transcripts =
    transcriptDays === undefined ? 'transcripts as long as records' : `transcripts ${countOf(transcriptDays, 'day')}`;
  return (
    <>
      By the <a href={routeToHash({ place: 'policy', view: 'read' })}>policy</a>, recordings are kept{' '}
      {countOf(recordingDays, 'day')}, {transcripts}, records {countOf(recordYears, 'year')}. A hold keeps everything of
      a review until it is lifted.
    </>
  );
}

/** What the main process keeps; asked again whenever a hold, an order, a clock or the policy changed something. */
function useKept(workspace: Workspace | undefined) {
  const [kept, setKept] = useState<{ readonly of: string; readonly list: readonly Kept[] }>();
  const [fault, setFault] = useState<CallFault>();
  const [asked, setAsked] = useState(0);
  const { holds = [], tombstones = [] } = workspace?.retention ?? {};
  const lifted = holds.filter((hold) => hold.lifted !== null).length;
  const version = [workspace?.policies.length, holds.length, lifted, tombstones.length, asked].join(' ');
  useEffect(() => {
    let isOver = false;
    void call('retention.list', {}).then((answer) => {
      if (isOver) return;
      if (answer.ok) setKept({ of: version, list: answer.value.kept });
      setFault(answer.ok ? undefined : answer.error);
    });
    return () => {
      isOver = true;
    };
  }, [version]);
  return { kept: kept?.list, fault, look: () => setAsked((times) => times + 1) };
}
