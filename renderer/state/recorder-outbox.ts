import type { CallFault } from '../../shared/contract/procedures.ts';
import type { PartEnd } from '../../shared/domain/recording/entry.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';

/** What the main process keeps for the recorder. Every answer means: it is durable. */
export type RecorderHost = {
  begin(
    mime: string,
    startedAt: number,
  ): Promise<Result<{ readonly part: number; readonly offsetMs: number }, CallFault>>;
  chunk(
    place: { readonly part: number; readonly index: number; readonly ms: number },
    bytes: Uint8Array<ArrayBuffer>,
  ): Promise<Result<{ readonly freeHours: number; readonly stopped: boolean }, CallFault>>;
  end(part: number, why: PartEnd): Promise<Result<unknown, CallFault>>;
  /** The chunk that is expected next; null while no part runs. */
  expected(): Promise<Result<{ readonly part: number; readonly index: number } | null, CallFault>>;
};

/** One part on its way to the disk. */
export type Lane = {
  /** Sound as MediaRecorder gave it; `ms` is how far the part is with it. */
  chunk(bytes: Blob, ms: number): void;
  /** Nothing follows. */
  end(why: PartEnd): void;
};

type OutboxPorts = {
  readonly host: RecorderHost;
  readonly wait: (ms: number) => Promise<void>;
  /** Something was kept, or is waiting. */
  readonly onChange: () => void;
  readonly onBegun: (lane: Lane, offsetMs: number) => void;
  readonly onKept: (answer: { readonly freeHours: number; readonly stopped: boolean }) => void;
  /** The main process will take nothing more; what was not acknowledged was thrown away. */
  readonly onRefused: (fault: CallFault) => void;
};

export type Outbox = {
  part(mime: string, startedAt: number): Lane;
  /** Sound that is not on the disk yet, ms. */
  waitingMs(): number;
  /** Resolves when everything that was handed over is on the disk or was refused. */
  drained(): Promise<void>;
};

type Waiting = { readonly bytes: Blob; readonly ms: number };
type OpenLane = Lane & {
  readonly mime: string;
  readonly startedAt: number;
  part: number | null;
  index: number;
  keptMs: number;
  chunks: Waiting[];
  why: PartEnd | null;
};

/** What has waited is sent together, up to so many bytes: catching up after a stumble takes one flush, not fifty. */
const mostTogether = 256 * 1024;
const firstPause = 50;
const longestPause = 1000;

/** Sends parts and their chunks one after the other, and each again until it is acknowledged. Order is never given up. */
export function createOutbox(ports: OutboxPorts): Outbox {
  let lanes: OpenLane[] = [];
  let running: Promise<void> | null = null;

  const go = () => {
    ports.onChange();
    running ??= run().finally(() => {
      running = null;
      const [first] = lanes;
      // A later part waits until the first one has ended.
      if (first !== undefined && hasWork(first)) go();
    });
  };
  const run = async (): Promise<void> => {
    for (let lane = lanes[0]; lane !== undefined && hasWork(lane); lane = lanes[0]) {
      const done = await step(ports, lane);
      if (!done.ok) {
        lanes = [];
        ports.onRefused(done.error);
      } else if (done.value === 'ended') lanes = lanes.filter((each) => each !== lane);
      ports.onChange();
    }
  };
  return {
    part: (mime, startedAt) => {
      const lane: OpenLane = {
        mime,
        startedAt,
        part: null,
        index: 0,
        keptMs: 0,
        chunks: [],
        why: null,
        chunk: (bytes, ms) => {
          if (!lanes.includes(lane) || bytes.size === 0) return;
          lane.chunks.push({ bytes, ms });
          go();
        },
        end: (why) => {
          lane.why = why;
          go();
        },
      };
      lanes = [...lanes, lane];
      go();
      return lane;
    },
    waitingMs: () => lanes.reduce((sum, { chunks, keptMs }) => sum + ((chunks.at(-1)?.ms ?? keptMs) - keptMs), 0),
    drained: async () => {
      for (let work = running; work !== null; work = running) await work;
    },
  };
}

const hasWork = ({ part, chunks, why }: OpenLane): boolean => part === null || chunks.length > 0 || why !== null;

/** The next thing of a lane, until it is acknowledged. */
async function step(ports: OutboxPorts, lane: OpenLane): Promise<Result<'ended' | 'open', CallFault>> {
  const { host } = ports;
  if (lane.part === null) {
    const begun = await insist(ports, () => begin(host, lane));
    if (!begun.ok) return begun;
    lane.part = begun.value.part;
    ports.onBegun(lane, begun.value.offsetMs);
    return ok('open');
  }
  const { part, index, chunks } = lane;
  if (chunks.length === 0) {
    const ended = await insist(ports, () => host.end(part, lane.why ?? 'stopped'));
    // Ended already, because an answer was lost or the main process ended it: nothing is missing.
    return ended.ok || ended.error.code === 'part-ended' || ended.error.code === 'no-part' ? ok('ended') : ended;
  }
  const together = takeTogether(chunks);
  const ms = together.at(-1)?.ms ?? lane.keptMs;
  const bytes = new Uint8Array(await new Blob(together.map((each) => each.bytes)).arrayBuffer());
  const kept = await insist(ports, () => host.chunk({ part, index, ms }, bytes));
  if (!kept.ok) return kept;
  lane.chunks = lane.chunks.slice(together.length);
  lane.index += 1;
  lane.keptMs = ms;
  ports.onKept(kept.value);
  return ok('open');
}

/** A part that is open already is this one where its answer was lost, else one that a window left behind. */
async function begin(host: RecorderHost, { mime, startedAt }: OpenLane): ReturnType<RecorderHost['begin']> {
  const begun = await host.begin(mime, startedAt);
  if (begun.ok || begun.error.code !== 'part-open') return begun;
  const expected = await host.expected();
  if (!expected.ok) return expected;
  if (expected.value !== null) {
    const ended = await host.end(expected.value.part, 'recovered');
    if (!ended.ok) return err(ended.error);
  }
  return host.begin(mime, startedAt);
}

function takeTogether(chunks: readonly Waiting[]): readonly Waiting[] {
  let size = 0;
  const count = chunks.findIndex(({ bytes }, index) => (size += bytes.size) > mostTogether && index > 0);
  return count === -1 ? [...chunks] : chunks.slice(0, count);
}

/** Nobody answered: asked again, for as long as it takes. Anything else is an answer. */
async function insist<T>(
  { wait }: OutboxPorts,
  ask: () => Promise<Result<T, CallFault>>,
): Promise<Result<T, CallFault>> {
  for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
    const answer = await ask();
    if (answer.ok || !(answer.error.code === 'no-host' || answer.error.code === 'bad-answer')) return answer;
    await wait(pause);
  }
}
