import { isJoint } from '../../../shared/domain/joint/joint.ts';
import { JointPanel } from '../../canvas/joint-panel.tsx';
import { JointTimeline } from '../../canvas/joint-timeline.tsx';
import type { RoomView } from '../../state/room-view.ts';

/** In a joint review: the merged timeline beside the facts, and whether each service concurs before it closes (M7.2). */
export function JointAside({ room, shows }: { readonly room: RoomView; readonly shows: 'timeline' | 'seats' }) {
  const { review, workspace } = room;
  if (!isJoint(review)) return null;
  return (
    <section aria-label="Reviewed together">
      <h2>Reviewed together</h2>
      {shows === 'seats' ? <JointPanel review={review} workspace={workspace} /> : <JointTimeline review={review} />}
    </section>
  );
}
