import type { CallFault } from '../../shared/contract/procedures.ts';
import { ok, type Result } from '../../shared/lib/result.ts';
import { call } from '../host/client.ts';
import { pageStore } from './page-store.ts';
import { restartSync } from './start-store.ts';

const linesPerCall = 500;

/**
 * Gives the main process back the lines of a stream after `there`, its last sequence; each is checked against its hash
 * before it is written. `onGiven` hears how many have been taken so far. Stops at the first refusal; what was taken
 * stays taken.
 */
export async function restoreStream(
  stream: string,
  there: number,
  onGiven: (count: number) => void,
): Promise<Result<number, CallFault>> {
  const store = pageStore();
  let last = there;
  for (;;) {
    const kept =
      stream === 'intake'
        ? await store.intake.where('seq').above(last).limit(linesPerCall).toArray()
        : await store.lines
            .where('[stream+seq]')
            .between([stream, last + 1], [stream, Infinity])
            .limit(linesPerCall)
            .toArray();
    const end = kept.at(-1)?.seq;
    if (end === undefined) break;
    const answer = await call('sync.restore', { stream, lines: kept.map((line) => line.text) });
    if (!answer.ok) return answer;
    last = end;
    onGiven(last - there);
  }
  restartSync();
  return ok(last);
}
