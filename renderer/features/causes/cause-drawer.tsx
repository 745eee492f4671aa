import { useEffect, useRef } from 'react';
import { boneTitles } from '../../../shared/canvas/bone-titles.ts';
import { effectId } from '../../../shared/canvas/drawn-graph.ts';
import type { Cause } from '../../../shared/domain/cause/cause.ts';
import type { Evidence } from '../../../shared/domain/claim/claim.ts';
import { codeText, seatsOf } from '../../../shared/meeting/people.ts';
import { outlineRows } from '../../../shared/meeting/outline.ts';
import { stopTitles } from '../../../shared/projections/cause-words.ts';
import { StateGlyph } from '../../canvas/state-glyph.tsx';
import { WindowChart } from '../../canvas/window-chart.tsx';
import { useFault } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Refusal } from '../../ui/refusal.tsx';
import { CauseButtons } from './cause-buttons.tsx';
import { ChecksPart } from './checks-part.tsx';
import { ClassPart } from './class-part.tsx';
import { EffectPart } from './effect-part.tsx';
import { LinksPart } from './links-part.tsx';
import { StopChoice } from './stop-choice.tsx';
import styles from './cause-drawer.module.css';

const unfolded: ReadonlySet<string> = new Set();

/** Why the selected cause stands where it stands: its evidence, what is missing, and what a rule said last. */
export function CauseDrawer({ room }: { readonly room: RoomView }) {
  const { review, state } = room;
  if (state.cause === effectId) return <EffectPart room={room} />;
  const cause = review.causes.find((each) => each.id === state.cause) ?? outlineRows(review.causes, unfolded)[0]?.cause;
  if (cause === undefined)
    return (
      <p className={styles['none']}>
        Choose a cause to see what carries it. A cause is a hypothesis until evidence that is more than memory supports
        it.
      </p>
    );
  if (state.aiming?.kind === 'stop') return <StopChoice room={room} cause={cause} />;
  return <OneCause room={room} cause={cause} />;
}

function OneCause({ room, cause }: { readonly room: RoomView; readonly cause: Cause }) {
  const fault = useFault('causes');
  const window = cause.evidence.find((piece) => piece.locator.type === 'metric-window');
  const { state } = cause;
  const drawer = useRef<HTMLElement>(null);
  const standing = [cause.id, state.name, fault?.message].join(' ');
  useEffect(() => {
    // What a judgement rests on, and what refused it, stands at the top.
    if (standing !== '') drawer.current?.parentElement?.scrollTo({ top: 0 });
  }, [standing]);
  return (
    <section className={styles['drawer']} aria-label="The selected cause" ref={drawer}>
      <p className={styles['eyebrow']}>
        <StateGlyph state={state.name} silent /> {boneTitles[cause.category]} ·{' '}
        {cause.kind === 'condition' ? `condition, ${state.name}` : state.name}
      </p>
      <h2 className={styles['title']} dir="auto">
        {cause.text}
      </h2>
      <p className={styles['meta']}>{originText(cause, room)}</p>
      {state.name === 'rejected' && <p className={styles['reason']}>Rejected: {state.reason}</p>}
      {state.name === 'stopped' && (
        <p className={styles['reason']}>
          Not asked further, {stopTitles[state.why]}: {state.reason}
        </p>
      )}
      {fault !== undefined && <Refusal fault={fault} />}
      <ChecksPart room={room} cause={cause} />
      {window !== undefined && <EvidenceWindow room={room} piece={window} />}
      <CauseButtons room={room} cause={cause} />
      <LinksPart room={room} cause={cause} />
      <ClassPart room={room} cause={cause} />
    </section>
  );
}

function EvidenceWindow({ room, piece }: { readonly room: RoomView; readonly piece: Evidence }) {
  if (piece.locator.type !== 'metric-window') return null;
  const { series, from, to } = piece.locator;
  const { zone } = room.review;
  const unit = room.rows.series.find((row) => row.series === series)?.unit ?? '';
  return (
    <WindowChart
      series={series}
      from={from}
      to={to}
      zone={zone}
      unit={unit}
      usual={null}
      marks={[]}
      caption={series}
      room={false}
    />
  );
}

const originText = ({ origin, author }: Cause, { review }: RoomView): string => {
  const seats = seatsOf(review, author);
  const who = seats.length > 0 ? seats.join(', ') : codeText(author);
  return origin.kind === 'idea'
    ? `held idea of the ${who}`
    : origin.kind === 'claim'
      ? 'taken from the facts'
      : `offered by the ${who}`;
};
