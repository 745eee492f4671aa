import { useRef } from 'react';
import { openIssues, type Review } from '../../../shared/domain/review/review.ts';
import { quorumLacks } from '../../../shared/domain/agenda/quorum.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { headCount, ownerInRoom } from '../../../shared/meeting/people.ts';
import { formatDayText } from '../../ui/format-time.ts';
import { HeadFoot } from './audience-head.tsx';
import { RoomText } from './room-text.tsx';
import { useFittingCount } from './use-fitting-count.ts';
import styles from './audience-stage.module.css';

type InWorkspace = { readonly review: Review; readonly workspace: Workspace };

/** One sentence, readable at six metres. */
export function AudienceSays({ small, text }: { readonly small: string; readonly text: string }) {
  return (
    <>
      <p className={styles['small']} dir="auto">
        {small}
      </p>
      <RoomText key={text} text={text} />
    </>
  );
}

const standingRule = 'Facts first. We ask what made it possible, never who.';
const mostRules = 6;

/** The ground rules of the review's template, all at once where they can be read from the back, else one after another. */
export function AudienceOpen({ review }: { readonly review: Review }) {
  const list = useRef<HTMLUListElement>(null);
  const { id, groundRules } = review.governance.template;
  const rules = id === 'none' || groundRules.length === 0 ? [standingRule] : groundRules;
  const count = useFittingCount(list, mostRules, rules.join('|'));
  if (rules.length === 1 || count < rules.length) return <AudienceSays small="Ground rules" text={rules.join(' · ')} />;
  return (
    <>
      <p className={styles['small']}>Ground rules</p>
      <ul className={styles['lines']} ref={list}>
        {rules.map((rule) => (
          <li key={rule} dir="auto">
            {rule}
          </li>
        ))}
      </ul>
    </>
  );
}

export function AudienceBefore({ review, workspace }: InWorkspace) {
  const { here, of } = headCount(review);
  return (
    <main className={styles['still']}>
      <p className={styles['small']}>{review.phase === 'draft' ? 'not prepared yet' : 'before the start'}</p>
      <p className={review.title.length > 60 ? styles['long'] : styles['huge']} dir="auto">
        {review.title}
      </p>
      <p className={styles['small']}>
        {here} of {of} here · {quorumLacks(review, workspace).length === 0 ? 'quorate' : 'no quorum yet'}
      </p>
    </main>
  );
}

export function AudienceClosed({ review }: { readonly review: Review }) {
  return (
    <main className={styles['still']}>
      <AudienceSays small={`${review.title} · closed`} text={review.summary ?? ''} />
      <HeadFoot review={review} />
    </main>
  );
}

const mostActions = 5;

/** What will be done, the newest whole and last; as many before it as can be read from the back. */
export function AudienceActions({ review, workspace }: InWorkspace) {
  const list = useRef<HTMLUListElement>(null);
  const alive = review.actions.filter((action) => action.state.name !== 'dropped');
  const key = alive.map(({ id, text, state }) => `${id} ${text} ${state.name}`).join('|');
  const count = useFittingCount(list, mostActions, key);
  const newest = alive.at(-1);
  const tell = ({ state }: Review['actions'][number]): string =>
    state.name === 'committed'
      ? `✓ ${ownerInRoom(review, workspace, state.owner)}, ${formatDayText(state.due)}`
      : '··· idea';
  if (newest === undefined) return <AudienceSays small="Actions" text="What will be done, by whom, by when?" />;
  if (count === 0)
    return <AudienceSays small={`action ${alive.length} of ${alive.length} · ${tell(newest)}`} text={newest.text} />;
  const shown = alive.slice(-count);
  return (
    <>
      <p className={styles['small']}>
        {alive.length} {alive.length === 1 ? 'action' : 'actions'}
        {alive.length > shown.length && `, the last ${shown.length === 1 ? '' : shown.length}`}
      </p>
      <ul className={styles['lines']} ref={list}>
        {shown.map((action) => (
          <li key={action.id}>
            <div>
              <p className={action === newest ? styles['whole'] : styles['twoLines']} dir="auto">
                {action.text}
              </p>
              <p className={action.state.name === 'committed' ? styles['calm'] : styles['warn']}>{tell(action)}</p>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

export function AudienceSign({ review }: { readonly review: Review }) {
  const open = openIssues(review);
  const first = open[0];
  return first === undefined ? (
    <AudienceSays small="Everything has an exit" text="Have we said what we found?" />
  ) : (
    <AudienceSays small={`${open.length} still open`} text={first.text} />
  );
}
