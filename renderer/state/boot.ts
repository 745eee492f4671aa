import { useEffect, useState } from 'react';
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
