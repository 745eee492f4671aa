import { assertNever } from '../../../shared/lib/invariant.ts';
import type { Panel } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { InterviewsPanel } from './interviews-panel.tsx';
import { NotesPanel } from './notes-panel.tsx';
import { RecordPanel } from './record-panel.tsx';
import { SpeakingPanel } from './speaking-panel.tsx';

/** What lies over the package at the side while it is wanted. */
export function SidePanel({ room, panel }: { readonly room: RoomView; readonly panel: Panel }) {
  switch (panel) {
    case 'notes':
      return <NotesPanel room={room} />;
    case 'queue':
      return <SpeakingPanel room={room} />;
    case 'interviews':
      return <InterviewsPanel room={room} />;
    case 'recording':
      return <RecordPanel room={room} />;
    default:
      return assertNever(panel);
  }
}
