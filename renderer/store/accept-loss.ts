import { pageStore } from './page-store.ts';
import { setAside } from './set-aside.ts';
import { restartSync } from './start-store.ts';
import type { LostStream } from './sync-state.ts';

/**
 * The person does not want what the main process lost back: it is set aside here, where it stays, and the page goes on
 * with what the main process has. `now` is epoch ms.
 */
export async function acceptLoss(streams: readonly LostStream[], now: number): Promise<void> {
  for (const { stream } of streams) await setAside(pageStore(), stream, now);
  restartSync();
}
