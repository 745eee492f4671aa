import { processStartErrorMs } from './change-span.ts';
import type { Transition, VersionSample } from './reconcile-types.ts';
import { grouped } from './sightings.ts';

type Restart = {
  readonly instance: string;
  readonly from: number;
  readonly to: number;
  readonly sample: VersionSample;
};

/** Restarts of one version that lie further apart are not of one deployment. */
const apartMs = 10 * 60_000;

/**
 * Deployments of a version that ran already, which change no version label: stretches in which instances of one service and
 * environment started anew with the same version. Only a deployment that no change of version answers is held against them,
 * since processes also restart by themselves.
 */
export function restartsOf(samples: readonly VersionSample[], clockErrorMs: number): Transition[] {
  const all = new Set(samples.map((each) => each.instance)).size;
  const restarts = [...grouped(samples, (each) => each.instance).values()].flatMap((own) =>
    restartsOfOne(own, clockErrorMs),
  );
  return [...grouped(restarts, (each) => each.sample.version).values()].flatMap((own) =>
    clusters(own.toSorted((a, b) => a.to - b.to)).map((cluster) => toTransition(cluster, all)),
  );
}

function restartsOfOne(samples: readonly VersionSample[], clockErrorMs: number): Restart[] {
  const ordered = samples.toSorted((a, b) => a.time - b.time);
  return ordered.flatMap((sample, index) => {
    const before = ordered[index - 1];
    const { instance, processStart, time } = sample;
    if (before?.version !== sample.version || processStart === null || before.processStart === null) return [];
    const isNew =
      processStart - before.processStart > processStartErrorMs && processStart >= before.time - processStartErrorMs;
    if (!isNew || processStart > time + processStartErrorMs) return [];
    const from = Math.max(before.time, processStart - processStartErrorMs) - clockErrorMs;
    return [{ instance, from, to: Math.min(time, processStart + processStartErrorMs) + clockErrorMs, sample }];
  });
}

function clusters(ordered: readonly Restart[]): Restart[][] {
  const found: Restart[][] = [];
  for (const restart of ordered) {
    const open = found.at(-1);
    const last = open?.at(-1);
    if (open !== undefined && last !== undefined && restart.from - last.to <= apartMs) open.push(restart);
    else found.push([restart]);
  }
  return found;
}

function toTransition(cluster: readonly Restart[], present: number): Transition {
  const { service = '', environment = '', version = '' } = cluster[0]?.sample ?? {};
  const instances = new Set(cluster.map((each) => each.instance)).size;
  const nth = (index: number) => ({
    from: cluster.map((each) => each.from).toSorted((a, b) => a - b)[index] ?? null,
    to: cluster.map((each) => each.to).toSorted((a, b) => a - b)[index] ?? 0,
  });
  const half = Math.ceil(present / 2) - 1;
  return {
    service,
    environment,
    version,
    standing: false,
    first: nth(0),
    quorum: instances > half ? nth(half) : null,
    complete: instances === present ? nth(cluster.length - 1) : null,
    mixedMs: 0,
    instances,
    present,
    gap: false,
    fate: { kind: 'held' },
    samples: cluster.map(({ instance, sample }) => {
      return { instance, at: sample.time, version, processStart: sample.processStart };
    }),
  };
}
