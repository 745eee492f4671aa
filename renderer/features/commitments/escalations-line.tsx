import { standingOf } from '../../../shared/domain/escalation/decide-escalation.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { routeToHash } from '../../state/route.ts';
import { countOf } from '../../ui/format-number.ts';
import { Mark } from '../../ui/mark.tsx';
import { useNow } from '../../ui/use-now.ts';
import styles from './commitments.module.css';

/** What left the reviews for somebody else's desk, in one line with the way to it. */
export function EscalationsLine({ workspace }: { readonly workspace: Workspace }) {
  const now = useNow();
  const { escalations } = workspace;
  if (escalations.length === 0) return null;
  const standings = escalations.map((each) => standingOf(each, now).name);
  const open = standings.filter((name) => name === 'waiting' || name === 'late' || name === 'unanswered').length;
  const unanswered = standings.filter((name) => name === 'unanswered').length;
  return (
    <p className={styles['line']}>
      <a href={routeToHash({ place: 'escalations' })}>{countOf(escalations.length, 'escalation')}</a>, {open} waiting
      for an answer
      {unanswered > 0 && (
        <>
          {' '}
          · <Mark tone="over">{unanswered} unanswered on the last rung</Mark>
        </>
      )}
    </p>
  );
}
