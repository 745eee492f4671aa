import type { Page } from 'playwright-core';

/** Greatest heaps seen so far, MB: JavaScript's own and the buffers it holds. */
export type Heaps = { readonly page: number; readonly worker: number };

const everyMs = 500;

/** Asks the page and its sync worker for their heaps until told to end. */
export async function watchHeaps(page: Page): Promise<{ readonly end: () => Promise<Heaps> }> {
  const session = await page.context().newCDPSession(page);
  let greatestPage = 0;
  let greatestWorker = Number.NaN;
  const workers = new Set<string>();
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type === 'worker') workers.add(sessionId);
  });
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { result } = JSON.parse(message) as { readonly result?: Usage };
    if (result?.usedSize !== undefined) greatestWorker = Math.max(mb(result), greatestWorker || 0);
  });
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  const ask = async (): Promise<void> => {
    greatestPage = Math.max(greatestPage, mb((await session.send('Runtime.getHeapUsage')) as Usage));
    for (const sessionId of workers)
      await session
        .send('Target.sendMessageToTarget', {
          sessionId,
          message: JSON.stringify({ id: 1, method: 'Runtime.getHeapUsage' }),
        })
        .catch(() => workers.delete(sessionId));
  };
  // The last question may still be open when it ends; nobody waits for its answer then.
  const timer = setInterval(() => void ask().catch(() => undefined), everyMs);
  return {
    end: async () => {
      clearInterval(timer);
      await ask();
      await new Promise((resolve) => setTimeout(resolve, 200));
      await session.detach();
      return { page: greatestPage, worker: greatestWorker };
    },
  };
}

type Usage = { readonly usedSize: number; readonly backingStorageSize?: number };

const mb = ({ usedSize, backingStorageSize = 0 }: Usage): number => (usedSize + backingStorageSize) / 1e6;
