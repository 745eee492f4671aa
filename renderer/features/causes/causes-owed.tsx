import type { OwedByCauses } from '../../../shared/domain/cause/closing-causes.ts';
import type { RoomView } from '../../state/room-view.ts';
import { useOwedByCauses } from '../../store/past-findings.ts';
import { BoardPart } from './board-panel.tsx';
import { ClassPart } from './class-part.tsx';
import styles from './findings.module.css';

/** Before closing: what causes still ask for, each where it can be given. Nothing where they ask for nothing. */
export function CausesOwed({ room }: { readonly room: RoomView }) {
  const owed = (useOwedByCauses(room.review) ?? []).filter((each) => each.kind !== 'board');
  const byCause = new Map<string, readonly Exclude<OwedByCauses, { kind: 'board' }>[]>();
  for (const each of owed) byCause.set(each.cause.id, [...(byCause.get(each.cause.id) ?? []), each]);
  return (
    <>
      {byCause.size > 0 && (
        <section className={styles['part']} aria-label="What causes still ask for">
          <p className={styles['eyebrow']}>What causes still ask for</p>
          <ul className={styles['matters']}>
            {[...byCause.values()].map(([first, ...others]) =>
              first === undefined ? null : (
                <li key={first.cause.id} className={styles['matter']}>
                  <p dir="auto">{first.cause.text}</p>
                  <p className={styles['owed']}>··· {[first, ...others].map(owedText).join('; ')}</p>
                  <ClassPart room={room} cause={first.cause} keys={false} />
                </li>
              ),
            )}
          </ul>
        </section>
      )}
      <BoardPart room={room} />
    </>
  );
}

function owedText(owed: Exclude<OwedByCauses, { kind: 'board' }>): string {
  switch (owed.kind) {
    case 'class':
      return 'it needs a class: the evidence ends there';
    case 'scope':
      return `found ${owed.count} times: systemic, or specific with a reason`;
    case 'long-term':
      return 'systemic: a long-term action noted for it must be committed to, under Actions';
  }
}
