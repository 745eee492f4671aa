import type { ReviewId } from '../shared/domain/ids.ts';
import { CauseDrawer } from './features/causes/cause-drawer.tsx';
import { CausesOutline } from './features/causes/causes-outline.tsx';
import { RoomConsole } from './features/room/room-console.tsx';

const causes = { Outline: CausesOutline, Drawer: CauseDrawer };

/** The room with the causes' work in its place: features do not know each other, so they meet here. */
export function RoomWithCauses({ review }: { readonly review: ReviewId }) {
  return <RoomConsole review={review} causes={causes} />;
}
