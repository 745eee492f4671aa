import { useDeferredValue, useMemo, useState } from 'react';
import {
  boardColumns,
  groupActions,
  groupOf,
  readActions,
  type ActionReading,
} from '../../../shared/projections/actions-board.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { routeToHash } from '../../state/route.ts';
import { useIsReading } from '../../store/once-read.ts';
import { useReviews } from '../../store/review-hooks.ts';
import { useWorkspace } from '../../store/workspace-hooks.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Empty, Loading } from '../../ui/empty.tsx';
import { TextField } from '../../ui/field.tsx';
import { countOf } from '../../ui/format-number.ts';
import { toDayText } from '../../ui/format-time.ts';
import { Key } from '../../ui/key.tsx';
import { PageHead, Section } from '../../ui/page.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { useNow } from '../../ui/use-now.ts';
import { ActionDialog } from './action-dialog.tsx';
import { ActionList } from './action-list.tsx';
import { columnWords, personText } from './board-words.ts';
import { BoardTable, type BoardChoice } from './board-table.tsx';
import { CarryOut } from './carry-out.tsx';
import { EscalationsLine } from './escalations-line.tsx';
import styles from './commitments.module.css';

/** What reviews promised and what became of it: counts by owner or component, and the items behind a count. */
export function Commitments() {
  const workspace = useWorkspace();
  const folded = useReviews();
  const reviews = useMemo(() => folded?.map(({ review }) => review), [folded]);
  if (workspace === undefined || reviews === undefined) return <Loading what="the commitments" />;
  return <Board workspace={workspace} reviews={reviews} />;
}

const everything: BoardChoice = { group: null, column: null };

function Board({ workspace, reviews }: { readonly workspace: Workspace; readonly reviews: readonly Review[] }) {
  const isReading = useIsReading();
  const today = toDayText(useNow(), workspace.zone);
  const [by, setBy] = useState<'owner' | 'component'>('owner');
  const [find, setFind] = useState('');
  const [choice, setChoice] = useState(everything);
  const [opened, setOpened] = useState<string | null>(null);
  const all = useMemo(() => readActions(reviews, workspace, today), [reviews, workspace, today]);
  const wanted = useDeferredValue(find);
  const found = useMemo(() => all.filter((each) => matches(each, wanted, workspace)), [all, wanted, workspace]);
  const groups = useMemo(() => groupActions(found, by), [found, by]);
  const listed = useMemo(() => inOrder(found.filter((each) => isChosen(each, choice, by))), [found, choice, by]);
  const turn = () => {
    setBy(by === 'owner' ? 'component' : 'owner');
    setChoice(everything);
  };
  useKeys([
    { key: 'g', label: by === 'owner' ? 'by component' : 'by owner', run: turn },
    { key: '/', label: 'find', run: () => document.getElementById('find-action')?.focus() },
    { key: 'Escape', label: 'show all', run: () => setChoice(everything) },
  ]);
  const counted = (column: (typeof boardColumns)[number]) => all.filter((each) => each.column === column).length;
  const item = all.find((each) => each.key === opened);
  return (
    <>
      <PageHead
        title="Commitments"
        aside={`${counted('committed')} open, ${counted('overdue')} overdue, ${counted('done')} to verify`}
        actions={all.length > 0 && <CarryOut readings={found} reviews={reviews} workspace={workspace} />}
      />
      <EscalationsLine workspace={workspace} />
      {isReading && all.length === 0 && <Loading what="the commitments" />}
      {!isReading && all.length === 0 && <NothingYet />}
      {all.length > 0 && (
        <>
          <div className={styles['tools']} role="search">
            <TextField
              id="find-action"
              label="Find in texts, people and components"
              type="search"
              value={find}
              onChange={(event) => setFind(event.target.value)}
            />
            <Button onClick={turn}>
              {by === 'owner' ? 'By component' : 'By owner'} <Key>G</Key>
            </Button>
          </div>
          <Section title={by === 'owner' ? 'By owner' : 'By component'}>
            <BoardTable groups={groups} by={by} workspace={workspace} choice={choice} onChoose={setChoice} />
          </Section>
          <Section title={titleOf(choice)} note={countOf(listed.length, 'item')}>
            <ActionList
              key={`${choice.group} ${choice.column}`}
              readings={listed}
              workspace={workspace}
              onOpen={setOpened}
            />
            {listed.length === 0 && <Empty title="None is like that. Loosen the filter." />}
          </Section>
        </>
      )}
      {item !== undefined && (
        <ActionDialog key={item.key} reading={item} workspace={workspace} onClose={() => setOpened(null)} />
      )}
    </>
  );
}

function NothingYet() {
  return (
    <Empty title="Nothing was committed to yet.">
      <p>
        An action idea becomes a commitment in a review, once it has an owner, a date and a way to tell that it is done.
      </p>
      <p className={styles['gap']}>
        <ButtonLink href={routeToHash({ place: 'reviews' })}>To the reviews</ButtonLink>
      </p>
    </Empty>
  );
}

const titleOf = ({ group, column }: BoardChoice): string =>
  [column === null ? 'All' : columnWords[column], ...(group === null ? [] : [group])].join(' · ');

const isChosen = (each: ActionReading, { group, column }: BoardChoice, by: 'owner' | 'component'): boolean =>
  (group === null || groupOf(each, by) === group) && (column === null || each.column === column);

/** What is late first, then what is open; what was settled last, the newest first. */
const order = ['overdue', 'committed', 'idea', 'done', 'verified', 'declined'] as const;
const inOrder = (readings: readonly ActionReading[]): readonly ActionReading[] =>
  order.flatMap((column) => readings.filter((each) => each.column === column));

function matches(reading: ActionReading, find: string, workspace: Workspace): boolean {
  const wanted = find.trim().toLowerCase();
  if (wanted === '') return true;
  const { text, reviewTitle, review, services } = reading;
  const who = reading.kind === 'commitment' ? reading.owner : reading.author;
  const hay = [text, reviewTitle, review, who, personText(workspace, who), ...services].join(' ').toLowerCase();
  return wanted.split(/\s+/).every((word) => hay.includes(word));
}
