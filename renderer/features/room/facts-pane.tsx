import { useEffect, useRef } from 'react';
import type { Claim } from '../../../shared/domain/claim/claim.ts';
import { factsInOrder, lackOf } from '../../../shared/meeting/facts.ts';
import { dayInZone } from '../../../shared/domain/day.ts';
import { timeInZone } from '../../../shared/meeting/said-time.ts';
import { EvidenceList, NoEvidence } from '../../canvas/evidence-list.tsx';
import { sendAt } from '../../state/room-send.ts';
import { changeRoom, useFault } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Empty } from '../../ui/empty.tsx';
import { formatShortDay } from '../../ui/format-time.ts';
import { Refusal } from '../../ui/refusal.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import styles from './facts-pane.module.css';

/** Facts on the thin line of time: each with its evidence as hooks, or a dotted mark where there is none. */
export function FactsPane({ room }: { readonly room: RoomView }) {
  const { review, state } = room;
  const facts = factsInOrder(review.claims);
  const current = facts.find((fact) => fact.id === state.claim) ?? facts.at(-1);
  const fault = useFault('facts');
  const choose = (fact: Claim | undefined) => fact && changeRoom(room.id, { claim: fact.id });
  const step = (by: number) => {
    const index = current === undefined ? -1 : facts.indexOf(current);
    choose(facts[Math.max(0, Math.min(facts.length - 1, index + by))]);
  };
  useKeys([
    { key: 'ArrowDown', label: 'next fact', run: () => step(1) },
    { key: 'ArrowUp', label: 'fact before', run: () => step(-1) },
    {
      key: 'e',
      label: 'evidence',
      run: () => current && changeRoom(room.id, { claim: current.id, picking: { kind: 'claim', id: current.id } }),
    },
    {
      key: 'r',
      label: 'reword the fact',
      run: () => current && changeRoom(room.id, { asking: { kind: 'reword-claim', claim: current.id } }),
    },
    {
      key: 'Delete',
      label: 'withdraw the fact',
      run: () => current && void sendAt(room.id, 'facts', { type: 'claim.withdraw', claim: current.id }),
    },
  ]);
  if (facts.length === 0)
    return (
      <Empty title="No fact yet.">
        <p>Write what happened, one thing at a time; a time before it says when: “14:05 the alert fired”.</p>
      </Empty>
    );
  return (
    <>
      <ol className={styles['facts']} aria-label="Facts">
        {facts.map((fact) => (
          <Fact key={fact.id} fact={fact} room={room} current={fact === current} onChoose={() => choose(fact)} />
        ))}
      </ol>
      {fault !== undefined && <Refusal fault={fault} />}
    </>
  );
}

type FactProps = {
  readonly fact: Claim;
  readonly room: RoomView;
  readonly current: boolean;
  readonly onChoose: () => void;
};

function Fact({ fact, room, current, onChoose }: FactProps) {
  const { zone } = room.review;
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (current) line.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const lacks = lackOf(fact);
  const otherDay = fact.happenedAt !== null && dayInZone(fact.happenedAt, zone) !== room.day;
  return (
    <li ref={line} className={current ? styles['current'] : styles['fact']} aria-current={current}>
      <span className={styles['time']}>
        {otherDay && <span className={styles['day']}>{formatShortDay(fact.happenedAt ?? 0, zone)} </span>}
        {fact.happenedAt === null ? 'no time' : timeInZone(fact.happenedAt, zone)}
      </span>
      <span className={lacks === undefined ? styles['dot'] : styles['dotted']} aria-hidden="true" />
      <div className={styles['body']}>
        <button type="button" className={styles['text']} dir="auto" onClick={onChoose}>
          {fact.text}
        </button>
        {fact.evidence.length > 0 && (
          <EvidenceList
            evidence={fact.evidence}
            {...(current && {
              onDetach: (evidence: string) =>
                void sendAt(room.id, 'facts', {
                  type: 'evidence.detach',
                  target: { kind: 'claim', id: fact.id },
                  evidence,
                }),
            })}
          />
        )}
        {lacks !== undefined && <NoEvidence>{lacks}</NoEvidence>}
      </div>
    </li>
  );
}
