import type { Page } from 'playwright-core';

/**
 * Heaps of page and sync worker, MB. `greatest` is the most that was seen at once of objects and of the buffers they hold,
 * with what was garbage then; `live` is the most that was left after a collection.
 */
export type Heaps = { readonly page: number; readonly worker: { readonly greatest: number; readonly live: number } };

const everyMs = 500;

/** How many times the worker's heap is asked for before it is collected and asked for again. */
const collectEvery = 4;

/** Asks the page and its sync worker for their heaps until told to end. */
export async function watchHeaps(page: Page): Promise<{ readonly end: () => Promise<Heaps> }> {
  const session = await page.context().newCDPSession(page);
  let greatestPage = 0;
  let greatest = Number.NaN;
  let live = Number.NaN;
  const workers = new Set<string>();
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type === 'worker') workers.add(sessionId);
  });
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message) as { readonly id?: number; readonly result?: Usage };
    if (result?.usedSize === undefined) return;
    if (id === askAfter) live = Math.max(mb(result), live || 0);
    else greatest = Math.max(mb(result), greatest || 0);
  });
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  const tell = async (id: number, method: string): Promise<void> => {
    for (const sessionId of workers)
      await session
        .send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) })
        .catch(() => workers.delete(sessionId));
  };
  let asked = 0;
  const ask = async (): Promise<void> => {
    greatestPage = Math.max(greatestPage, mb((await session.send('Runtime.getHeapUsage')) as Usage));
    await tell(askNow, 'Runtime.getHeapUsage');
    asked += 1;
    if (asked % collectEvery !== 0) return;
    await tell(collect, 'HeapProfiler.collectGarbage');
    await tell(askAfter, 'Runtime.getHeapUsage');
  };
  // The last question may still be open when it ends; nobody waits for its answer then.
  const timer = setInterval(() => void ask().catch(() => undefined), everyMs);
  return {
    end: async () => {
      clearInterval(timer);
      asked = collectEvery - 1;
      await ask();
      await new Promise((resolve) => setTimeout(resolve, 200));
      await session.detach();
      return { page: greatestPage, worker: { greatest, live } };
    },
  };
}

/** Numbers of messages to a worker: what its answer means. */
const askNow = 1;
const collect = 2;
const askAfter = 3;

type Usage = { readonly usedSize: number; readonly backingStorageSize?: number };

const mb = ({ usedSize, backingStorageSize = 0 }: Usage): number => (usedSize + backingStorageSize) / 1e6;
