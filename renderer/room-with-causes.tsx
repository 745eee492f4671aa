import type { ReviewReading } from './store/review-hooks.ts';
import type { Workspace } from '../shared/domain/workspace/workspace.ts';
import { CauseDrawer } from './features/causes/cause-drawer.tsx';
import { CausesPlace } from './features/causes/causes-place.tsx';
import { CausesOwed } from './features/causes/causes-owed.tsx';
import { SeenBefore } from './features/causes/recurrence.tsx';
import { RoomConsole } from './features/room/room-console.tsx';

const causes = { Outline: CausesPlace, Drawer: CauseDrawer, Owed: CausesOwed, SeenBefore };

type Props = { readonly reading: ReviewReading & { state: 'ready' }; readonly workspace: Workspace };

/** The room with the causes' work in its place: features do not know each other, so they meet here. */
export function RoomWithCauses({ reading, workspace }: Props) {
  return <RoomConsole reading={reading} workspace={workspace} causes={causes} />;
}
