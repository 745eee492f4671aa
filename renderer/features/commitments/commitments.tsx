import { useState } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import { findMember, type Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { criterionText } from '../../../shared/projections/actions-csv.ts';
import { readCommitments, type CommitmentReading } from '../../../shared/projections/commitments.ts';
import { call } from '../../host/client.ts';
import { routeToHash } from '../../state/route.ts';
import { useIsReading } from '../../store/once-read.ts';
import { useReviews } from '../../store/review-hooks.ts';
import { useWorkspace } from '../../store/workspace-hooks.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { Empty, Loading } from '../../ui/empty.tsx';
import { SelectField, TextArea } from '../../ui/field.tsx';
import { countOf } from '../../ui/format-number.ts';
import { formatDay, formatDayText, toDayText } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { PageHead, Section } from '../../ui/page.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { useNow } from '../../ui/use-now.ts';
import { listenForRowKeys } from '../../ui/use-row-keys.ts';
import styles from './commitments.module.css';

const pageSize = 60;

/** What was promised in reviews: overdue, open, settled; each can be settled with a note. */
export function Commitments() {
  const workspace = useWorkspace();
  const folded = useReviews();
  const isReading = useIsReading();
  const now = useNow();
  const [settling, setSettling] = useState<CommitmentReading | null>(null);
  if (workspace === undefined || folded === undefined) return <Loading what="the commitments" />;
  const all = readCommitments(
    folded.map(({ review }) => review),
    workspace,
    toDayText(now, workspace.zone),
  );
  const overdue = all.filter(({ fate }) => fate.name === 'open' && fate.daysLeft < 0);
  const open = all.filter(({ fate }) => fate.name === 'open' && fate.daysLeft >= 0);
  const settled = all.filter(({ fate }) => fate.name !== 'open').toReversed();
  const list = { workspace, onSettle: setSettling };
  return (
    <>
      <PageHead
        title="Commitments"
        aside={`${open.length} open, ${overdue.length} overdue, ${settled.length} settled`}
      />
      {isReading && all.length === 0 && <Loading what="the commitments" />}
      {!isReading && all.length === 0 && (
        <Empty title="Nothing was committed to yet.">
          <p>
            An action idea becomes a commitment in a review, once it has an owner, a date and a way to tell that it is
            done.
          </p>
          <p className={styles['gap']}>
            <ButtonLink href={routeToHash({ place: 'reviews' })}>To the reviews</ButtonLink>
          </p>
        </Empty>
      )}
      {overdue.length > 0 && (
        <Section title="Overdue">
          <CommitmentList {...list} commitments={overdue} />
        </Section>
      )}
      {open.length > 0 && (
        <Section title="Open">
          <CommitmentList {...list} commitments={open} />
        </Section>
      )}
      {settled.length > 0 && (
        <Section title="Settled">
          <CommitmentList {...list} commitments={settled} />
        </Section>
      )}
      {settling !== null && <SettleDialog commitment={settling} onClose={() => setSettling(null)} />}
    </>
  );
}

type ListProps = {
  readonly commitments: readonly CommitmentReading[];
  readonly workspace: Workspace;
  readonly onSettle: (commitment: CommitmentReading) => void;
};

function CommitmentList({ commitments, workspace, onSettle }: ListProps) {
  const [shown, setShown] = useState(pageSize);
  return (
    <>
      <ul ref={listenForRowKeys}>
        {commitments.slice(0, shown).map((each) => (
          <li key={`${each.review}/${each.action}`} className={styles['row']}>
            <div className={styles['what']}>
              <p>{each.text}</p>
              <p className={styles['small']}>done when {criterionText(each.criterion)}</p>
              {each.fate.name !== 'open' && <p className={styles['note']}>{each.fate.note}</p>}
            </div>
            <div className={styles['small']}>
              <p>{findMember(workspace, each.owner)?.display ?? each.owner}</p>
              <a href={routeToHash({ place: 'record', review: each.review })}>{each.reviewTitle}</a>
            </div>
            <p className={styles['due']}>
              <Fate commitment={each} workspace={workspace} />
            </p>
            {each.fate.name === 'open' ? (
              <Button data-row onClick={() => onSettle(each)} aria-label={`Settle: ${each.text}`}>
                Settle
              </Button>
            ) : (
              <span />
            )}
          </li>
        ))}
      </ul>
      {commitments.length > shown && (
        <p className={styles['gap']}>
          <Button onClick={() => setShown(shown + pageSize)}>{commitments.length - shown} more</Button>
        </p>
      )}
    </>
  );
}

function Fate({ commitment, workspace }: { readonly commitment: CommitmentReading; readonly workspace: Workspace }) {
  const { fate, due } = commitment;
  if (fate.name !== 'open') {
    const told = `${fate.name} ${formatDay(fate.at, workspace.zone)}`;
    return fate.name === 'done' ? (
      <Mark tone="calm">{told}</Mark>
    ) : (
      <Mark tone="plain" glyph="×">
        {told}
      </Mark>
    );
  }
  if (fate.daysLeft < 0)
    return (
      <Mark tone="over" glyph="">
        {countOf(-fate.daysLeft, 'day')} over
      </Mark>
    );
  if (fate.daysLeft <= 1) return <Mark tone="warn">{fate.daysLeft === 0 ? 'due today' : 'due tomorrow'}</Mark>;
  return <>by {formatDayText(due)}</>;
}

type SettleProps = { readonly commitment: CommitmentReading; readonly onClose: () => void };

function SettleDialog({ commitment, onClose }: SettleProps) {
  const [outcome, setOutcome] = useState<'done' | 'declined'>('done');
  const [note, setNote] = useState('');
  const [fault, setFault] = useState<CallFault | null>(null);
  const settle = async () => {
    const { review, action } = commitment;
    const answer = await call('commitment.settle', { review, action, outcome, note });
    if (answer.ok) onClose();
    else setFault(answer.error);
  };
  return (
    <Dialog open onClose={onClose} title="Settle a commitment" description={commitment.text}>
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          void settle();
        }}
      >
        <p className={styles['small']}>It is done when {criterionText(commitment.criterion)}.</p>
        <SelectField
          label="What became of it"
          value={outcome}
          onChange={(event) => setOutcome(event.target.value === 'declined' ? 'declined' : 'done')}
        >
          <option value="done">done</option>
          <option value="declined">declined</option>
        </SelectField>
        <TextArea
          label={outcome === 'done' ? 'What shows that it is done' : 'Why it is declined'}
          value={note}
          required
          maxLength={2000}
          onChange={(event) => setNote(event.target.value)}
        />
        {fault !== null && <Refusal fault={fault} />}
        <DialogFoot>
          <Button onClick={onClose}>Leave it open</Button>
          <Button kind="primary" type="submit">
            Settle it
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
