import type { ReactNode } from 'react';
import { assertNever } from '../../../shared/lib/invariant.ts';
import type { ItemKind } from '../../../shared/domain/agenda/agenda.ts';
import { EvidencePicker } from '../../canvas/evidence-picker.tsx';
import type { Asking } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { ActionsPane } from './actions-pane.tsx';
import { AgreePane } from './agree-pane.tsx';
import { AsideNotes } from './aside-notes.tsx';
import { FactsPane } from './facts-pane.tsx';
import { JointAside } from './joint-aside.tsx';
import { LastCommitments } from './last-commitments.tsx';
import { OpenPane } from './open-pane.tsx';
import { PackageAside } from './package-aside.tsx';
import type { CausesParts } from './room-console.tsx';
import { SidePanel } from './side-panel.tsx';
import { SignPane } from './sign-pane.tsx';
import { FieldsAside } from './template-aside.tsx';

type WorkProps = { readonly room: RoomView; readonly kind: ItemKind; readonly causes: CausesParts };

/** The work of an agenda item. */
export function Work({ room, kind, causes, now }: WorkProps & { readonly now: number }): ReactNode {
  switch (kind) {
    case 'open':
      return <OpenPane room={room} />;
    case 'commitments':
      return <LastCommitments room={room} now={now} />;
    case 'facts':
      return <FactsPane room={room} />;
    case 'agree':
      return <AgreePane room={room} />;
    case 'causes':
      return <causes.Outline room={room} />;
    case 'actions':
      return <ActionsPane room={room} />;
    case 'sign':
      return <SignPane room={room} now={now} Owed={causes.Owed} />;
    default:
      return assertNever(kind);
  }
}

/** What stands beside that work: a panel that was opened, evidence to choose from, else what the item needs. */
export function Aside({ room, kind, causes }: WorkProps): ReactNode {
  const { picking, panel } = room.state;
  if (panel !== null) return <SidePanel room={room} panel={panel} />;
  const { review } = room;
  const now = kind === 'causes' ? 'cause' : kind === 'facts' ? 'claim' : null;
  if (picking !== null && picking.kind === now) {
    const claim = picking.kind === 'claim' ? review.claims.find((each) => each.id === picking.id) : undefined;
    const target = claim ?? review.causes.find((each) => each.id === picking.id);
    if (target !== undefined)
      return (
        <EvidencePicker
          key={picking.id}
          room={room}
          picking={picking}
          title={target.text}
          at={claim === undefined ? (review.effect?.from ?? null) : claim.happenedAt}
        />
      );
  }
  if (kind === 'causes') return <causes.Drawer room={room} />;
  if (kind === 'sign')
    return (
      <>
        <JointAside room={room} shows="seats" />
        <FieldsAside room={room} />
        <AsideNotes room={room} />
      </>
    );
  if (kind === 'actions') return <AsideNotes room={room} />;
  return (
    <>
      <JointAside room={room} shows="timeline" />
      <PackageAside room={room} canAttach={kind === 'facts'} />
    </>
  );
}

/** Whether the work is a canvas, which takes all the room there is. */
export const isDrawing = ({ review }: RoomView, kind: ItemKind): boolean =>
  kind === 'causes' && review.triage.canvas !== null;

/** What the line asks for when nothing else was asked. */
export function restOf(room: RoomView, kind: ItemKind = 'facts'): Asking {
  switch (kind) {
    case 'agree':
      return { kind: 'hands' };
    case 'causes': {
      const current = room.review.causes.find((each) => each.id === room.state.cause);
      return { kind: 'cause', parent: current?.parent ?? null, after: current?.id ?? null };
    }
    case 'actions':
      return { kind: 'action' };
    case 'sign':
      return { kind: 'summary' };
    case 'open':
    case 'commitments':
    case 'facts':
      return { kind: 'fact' };
    default:
      return { kind: 'fact' };
  }
}
