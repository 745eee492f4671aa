type Waiting = { readonly id: string; readonly start: () => void };

export type SourceQueue = {
  /** Runs work for one source when its turn comes. Work whose signal is aborted runs at once and has to end at once. */
  readonly run: <T>(id: string, signal: AbortSignal, work: () => Promise<T>) => Promise<T>;
  readonly isRunning: (id: string) => boolean;
};

/** Sources take their turns: one at a time for each, `most` at a time in all, first come first. */
export function createSourceQueue(most: number): SourceQueue {
  const running = new Set<string>();
  let waiting: readonly Waiting[] = [];
  const pump = (): void => {
    for (const next of waiting) {
      if (running.size >= most) return;
      if (running.has(next.id)) continue;
      waiting = waiting.filter((each) => each !== next);
      running.add(next.id);
      next.start();
    }
  };
  return {
    isRunning: (id) => running.has(id),
    run: async (id, signal, work) => {
      if (signal.aborted) return work();
      const hasTurn = await new Promise<boolean>((resolve) => {
        const mine: Waiting = { id, start: () => resolve(true) };
        waiting = [...waiting, mine];
        signal.addEventListener(
          'abort',
          () => {
            if (!waiting.includes(mine)) return;
            waiting = waiting.filter((each) => each !== mine);
            resolve(false);
          },
          { once: true },
        );
        pump();
      });
      if (!hasTurn) return work();
      try {
        return await work();
      } finally {
        running.delete(id);
        pump();
      }
    },
  };
}
