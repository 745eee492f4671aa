import { standardRecurrence } from '../../../shared/domain/cause/cause-rules.ts';
import { classTitle } from '../../../shared/domain/cause/classes.ts';
import { percentOther } from '../../../shared/domain/cause/other-share.ts';
import type { CauseClass, Policy } from '../../../shared/domain/policy/policy.ts';
import { usePastFindings, useRevisionAsked } from '../../store/past-findings.ts';
import { countOf } from '../../ui/format-number.ts';
import { formatDayText } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { Section } from '../../ui/page.tsx';
import styles from './policy.module.css';

/** Classes of causes with what each rests on, and from how many findings on one is systemic or goes to the board. */
export function CauseClasses({ policy, zone }: { readonly policy: Policy; readonly zone: string }) {
  const { systemic, board } = policy.recurrence ?? standardRecurrence;
  const share = useRevisionAsked(zone);
  return (
    <Section title="Classes of causes">
      <dl className={styles['pairs']}>
        {policy.taxonomy.map(({ id, title, needs = [] }) => (
          <div key={id} className={styles['pair']}>
            <dt dir="auto">{title}</dt>
            <dd className={styles['quiet']}>
              {needs.length === 0
                ? 'any piece that is more than testimony'
                : needs.map((kinds) => kinds.map((kind) => kind.replaceAll('-', ' ')).join(' or ')).join(', and ')}
            </dd>
          </div>
        ))}
      </dl>
      <p className={styles['after']}>
        Systemic from {countOf(systemic.count, 'like finding')} in {countOf(systemic.withinDays, 'day')}; a class in a
        component goes to the architecture board from {board.count} in {countOf(board.withinDays, 'day')}.
      </p>
      {share !== undefined && (
        <p className={styles['after']}>
          <Mark tone="warn">
            {percentOther(share)} % of {countOf(share.classed, 'cause')} since {formatDayText(share.since)} are “
            {classTitle(policy.taxonomy, 'other')}”: revise the taxonomy.
          </Mark>
        </p>
      )}
    </Section>
  );
}

type DroppedProps = { readonly next: readonly CauseClass[]; readonly present: readonly CauseClass[] };

/** [M4.2] Classes that earlier findings are of and that would be gone: history keeps them, new causes cannot have them. */
export function DroppedClasses({ next, present }: DroppedProps) {
  const counts = new Map<string, number>();
  for (const { class: id } of usePastFindings() ?? [])
    if (id !== null && !next.some((each) => each.id === id)) counts.set(id, (counts.get(id) ?? 0) + 1);
  if (counts.size === 0) return null;
  return (
    <Section title="Classes that would be gone">
      <ul className={styles['differences']}>
        {[...counts].map(([id, count]) => (
          <li key={id}>
            <Mark tone="warn">
              “{classTitle(present, id)}” is the class of {countOf(count, 'earlier cause')} and is no longer there. They
              keep it; to give it another name, keep its id {id} and change its title.
            </Mark>
          </li>
        ))}
      </ul>
    </Section>
  );
}
