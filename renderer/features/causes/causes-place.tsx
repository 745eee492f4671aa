import { lazy, Suspense, useEffect, useMemo, useRef } from 'react';
import { effectId } from '../../../shared/canvas/drawn-graph.ts';
import { outlineRows } from '../../../shared/meeting/outline.ts';
import { changeRoom, setFault, useFault } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Empty } from '../../ui/empty.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { TriagePanel } from './triage-panel.tsx';
import { aimAt, aimingKeys, aimingText } from './aiming.ts';
import { CarryCauses } from './carry.tsx';
import { causeKeys } from './cause-keys.ts';
import { CauseNews } from './cause-news.tsx';
import { CausesOutline } from './causes-outline.tsx';
import { EffectHead } from './effect-head.tsx';
import { FactsToTake } from './facts-to-take.tsx';
import { HeldIdeas } from './held-ideas.tsx';
import { outlineKeys, removeKey } from './outline-keys.ts';
import styles from './causes-place.module.css';

const CausesCanvas = lazy(() => import('./causes-canvas.tsx').then((part) => ({ default: part.CausesCanvas })));

/** The causes' work: the outline, beside it the canvas that is open, and what can become causes. All of it by keys. */
export function CausesPlace({ room }: { readonly room: RoomView }) {
  const { review, state, id } = room;
  const { canvas } = review.triage;
  const rows = useMemo(() => outlineRows(review.causes, new Set(state.folded)), [review.causes, state.folded]);
  const isOnEffect = state.cause === effectId;
  const current = isOnEffect ? undefined : (rows.find((row) => row.cause.id === state.cause) ?? rows[0])?.cause;
  const selected = current?.id ?? null;
  const hasNoDrawer = current === undefined && !isOnEffect;
  const fault = useFault('causes');
  useForgetRefusal(state.cause);
  const choose = (cause: string | undefined) => {
    if (cause === undefined) return;
    changeRoom(id, { cause });
    requestAnimationFrame(() => document.getElementById(`cause-${cause}`)?.focus());
  };
  const take = (cause: string) => (state.aiming === null ? choose(cause) : aimAt(room, state.aiming, cause));
  useKeys([
    ...causeKeys(room, current),
    ...outlineKeys(room, rows, current, choose),
    ...removeKey(room, rows, current),
  ]);
  useKeys([...aimingKeys(room)], 2);
  const aiming = aimingText(room);
  const aimed = state.aiming === null || selected === state.aiming.cause ? null : selected;

  const outline =
    rows.length === 0 ? (
      <Empty title="No cause yet.">
        <p>What made it possible? Write it below, take up a held idea, or take a fact that has evidence.</p>
      </Empty>
    ) : (
      <CausesOutline
        rows={rows}
        selected={selected}
        aimed={aimed}
        onChoose={take}
        onFocus={(cause) => cause !== state.cause && changeRoom(id, { cause })}
      />
    );
  return (
    <div className={canvas === null ? styles['alone'] : styles['place']} {...(canvas === null && { 'data-alone': '' })}>
      {aiming !== '' && state.aiming?.kind !== 'stop' && <p className={styles['aiming']}>{aiming}</p>}
      <div className={styles['column']}>
        <EffectHead room={room} />
        {canvas === null && <TriagePanel room={room} />}
        {outline}
        {fault !== undefined && (state.picking !== null || hasNoDrawer) && <Refusal fault={fault} />}
        <HeldIdeas room={room} />
        <FactsToTake room={room} />
        {canvas !== null && <TriagePanel room={room} />}
        <CarryCauses room={room} />
      </div>
      {canvas !== null && (
        <div className={styles['canvas']}>
          <Suspense>
            <CausesCanvas room={room} canvas={canvas} selected={isOnEffect ? effectId : selected} aimed={aimed} />
          </Suspense>
        </div>
      )}
      <CauseNews causes={review.causes} aiming={aiming} />
    </div>
  );
}

/** What was refused for one cause is not said of the next. */
function useForgetRefusal(cause: string | null): void {
  const shown = useRef(cause);
  useEffect(() => {
    if (shown.current === cause) return;
    shown.current = cause;
    setFault('causes', null);
  }, [cause]);
}
