import { lastPacket, standingOf } from '../../../shared/domain/escalation/decide-escalation.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { routeToHash } from '../../state/route.ts';
import { formatDayTime, formatSpan } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { Section } from '../../ui/page.tsx';
import styles from './home.module.css';

type Props = { readonly workspace: Workspace; readonly now: number };

/** Escalations that wait for an answer; one that nobody answered on its last rung stays until somebody does (M1.6). */
export function EscalationsDue({ workspace, now }: Props) {
  const waiting = workspace.escalations
    .map((escalation) => ({ escalation, standing: standingOf(escalation, now), packet: lastPacket(escalation) }))
    .filter(({ standing }) => ['waiting', 'late', 'unanswered', 'refused'].includes(standing.name))
    .toSorted((a, b) => a.packet.answerBy - b.packet.answerBy);
  if (waiting.length === 0) return null;
  return (
    <Section title="Escalations">
      <ul>
        {waiting.slice(0, 4).map(({ escalation, standing, packet }) => (
          <li key={escalation.id} className={styles['due']}>
            <p>{escalation.issue}</p>
            <p className={styles['date']}>
              {standing.name === 'waiting' && formatDayTime(packet.answerBy, workspace.zone)}
              {standing.name === 'late' && <Mark tone="warn">late</Mark>}
              {standing.name === 'refused' && <Mark tone="over">refused</Mark>}
              {standing.name === 'unanswered' && (
                <Mark tone="over">unanswered, {formatSpan(now - packet.answerBy)}</Mark>
              )}
            </p>
            <p className={styles['small']}>{escalation.rungs[escalation.packets.length - 1]?.to}</p>
          </li>
        ))}
      </ul>
      <p className={styles['more']}>
        <a href={routeToHash({ place: 'escalations' })}>
          {waiting.length > 4 ? `All ${waiting.length} escalations` : 'Take an answer'}
        </a>
      </p>
    </Section>
  );
}
