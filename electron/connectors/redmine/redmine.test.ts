import { afterEach, describe, expect, it } from 'vitest';
import { startReplay, type Fault, type Replay, type Reply } from '../../../test/support/replay-server.ts';
import { contextOf, httpTo, pullAll, recordsOf, testNow } from '../testing.ts';
import { toSeconds } from '../windows.ts';
import { redmine } from './redmine.ts';

const hour = 3_600_000;
const open: Replay[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((replay) => replay.close()));
});

type Issue = { readonly id: number; updatedAt: number };

/** MySQL keeps whole seconds; the other databases keep fractions, which the API does not tell. */
let keepsFractions = false;

/** Lists issues as Redmine does: bounds in whole seconds, both included, newest first, pages by offset. */
function answerWith(issues: readonly Issue[], before: () => void = () => undefined) {
  return (url: URL): Reply => {
    before();
    const given = url.searchParams;
    const [, from = '', to = ''] = /^><(.*)\|(.*)$/.exec(given.get('updated_on') ?? '') ?? [];
    const second = (at: number): number => (keepsFractions ? at : Math.floor(at / 1000) * 1000);
    const found = issues
      .filter(({ updatedAt }) => second(updatedAt) >= Date.parse(from) && second(updatedAt) <= Date.parse(to))
      .toSorted((a, b) => second(b.updatedAt) - second(a.updatedAt) || b.id - a.id);
    const [offset, limit] = [Number(given.get('offset')), Number(given.get('limit'))];
    return {
      body: {
        issues: found
          .slice(offset, offset + limit)
          .map(({ id, updatedAt }) => ({ id, subject: `Issue ${id}`, updated_on: toSeconds(updatedAt) })),
        total_count: given.get('status_id') === '*' ? found.length : 0,
        offset,
        limit,
      },
    };
  };
}

async function start(answer: (url: URL) => Reply, fault?: (count: number) => Fault | null): Promise<Replay> {
  const replay = await startReplay({ answer, ...(fault === undefined ? {} : { fault }) });
  open.push(replay);
  return replay;
}
const pull = (replay: Replay) =>
  pullAll(
    redmine,
    { address: replay.origin },
    null,
    { from: testNow - 24 * hour, to: testNow },
    contextOf(httpTo(replay.origin)),
  );
const idsOf = ({ batches }: Awaited<ReturnType<typeof pull>>): ReadonlySet<unknown> =>
  new Set(batches.flatMap(recordsOf).map(({ id }) => id));

describe('Redmine', () => {
  it.each([false, true])(
    '[N4] issues of one second, more than a page has, all come (fractions kept: %s)',
    async (fractions) => {
      keepsFractions = fractions;
      const issues = Array.from({ length: 730 }, (_, id) => ({
        id: id + 1,
        updatedAt: testNow - hour - (id < 400 ? 0 : (id - 400) * 10_000) + ((id * 617) % 1000),
      }));
      const read = await pull(await start(answerWith(issues)));
      expect([read.fault, idsOf(read).size, read.batches.at(-1)?.done]).toEqual([null, 730, true]);
    },
  );

  it('[N2] issues that change while their pages are read hide no other one', async () => {
    const issues = Array.from({ length: 450 }, (_, id) => ({ id: id + 1, updatedAt: testNow - hour - id * 60_000 }));
    let count = 0;
    const answer = answerWith(issues, () => {
      count += 1;
      // Thirty that were listed already are changed, and leave the window.
      if (count > 1)
        for (const issue of issues.slice((count - 2) * 30, (count - 1) * 30)) issue.updatedAt = testNow + hour;
    });
    const read = await pull(await start(answer));
    expect([read.fault, idsOf(read).size]).toEqual([null, 450]);
  });

  it('[N10] empty pages of a list that is said to go on are a lie, and its time stays unread', async () => {
    const all = answerWith(Array.from({ length: 250 }, (_, id) => ({ id, updatedAt: testNow - hour - id * 1000 })));
    const lying = await start((url) => {
      const reply = all(url) as { body: { issues: unknown[]; total_count: number } };
      return url.searchParams.get('updated_on')?.includes(toSeconds(testNow)) === true
        ? reply
        : { body: { ...reply.body, issues: [] } };
    });
    const read = await pull(lying);
    expect([read.fault?.code, read.batches.at(-1)?.watermark]).toEqual(['lies-about-paging', null]);
  });

  it('[N5] a page that fails or is cut is asked again', async () => {
    const issues = Array.from({ length: 250 }, (_, id) => ({ id: id + 1, updatedAt: testNow - hour - id * 1000 }));
    const faults: readonly (Fault | null)[] = [
      { kind: 'status', status: 500 },
      null,
      { kind: 'cut', how: 'length' },
      { kind: 'reset' },
    ];
    const read = await pull(await start(answerWith(issues), (count) => faults[count] ?? null));
    expect([read.fault, idsOf(read).size]).toEqual([null, 250]);
  });
});
