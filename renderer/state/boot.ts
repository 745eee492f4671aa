import { useEffect, useMemo, useState } from 'react';
import { call } from '../host/client.ts';
import type { CallFault, Output } from '../../shared/contract/procedures.ts';
import type { Result } from '../../shared/lib/result.ts';

export type Boot = Output<'app.boot'>;

let asked: Promise<Result<Boot, CallFault>> | undefined;

/** What the main process said at opening: asked once per page. `undefined` while it is under way. */
export function useBoot(): Result<Boot, CallFault> | undefined {
  const [boot, setBoot] = useState<Result<Boot, CallFault>>();
  useEffect(() => {
    let here = true;
    asked ??= call('app.boot', {});
    void asked.then((answer) => here && setBoot(answer));
    return () => {
      here = false;
    };
  }, []);
  return boot;
}

/** A history that could be read only up to the event before `event`; nothing is added to it. */
export type BrokenHistory = {
  readonly stream: string;
  readonly event: number;
  /** What is wrong there, in the main process's words. */
  readonly message: string;
};

/** Histories that were found broken at opening; empty while that is not known. */
export function useBrokenHistories(): readonly BrokenHistory[] {
  const boot = useBoot();
  return useMemo(() => {
    if (boot?.ok !== true) return [];
    const { notes, heads } = boot.value;
    const broken = notes.filter((note) => note.code === 'broken-history');
    return broken.map(({ stream, message }) => ({
      stream,
      message,
      event: (heads.find((head) => head.stream === stream)?.seq ?? 0) + 1,
    }));
  }, [boot]);
}
