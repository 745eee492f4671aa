import type { TriggeringDeployment } from './deployment-to-trigger.ts';

/**
 * A release's window (M7.2): from the start of its production deployment until it is observed to be stable, which is
 * `stableMs` after its end, or until another version of its service replaces it, whichever is first. Epoch ms.
 */
export type ReleaseWindow = {
  readonly release: string;
  readonly service: string;
  readonly event: string;
  readonly from: number;
  readonly to: number;
};

/** Releases of different services to review together, and the edges of the catalogue that tie them. */
export type JointCandidate = {
  readonly releases: readonly ReleaseWindow[];
  /** `from` depends on `to`. */
  readonly edges: readonly { readonly from: string; readonly to: string }[];
};

export function releaseWindows(
  deployments: readonly TriggeringDeployment[],
  stableMs: number,
): readonly ReleaseWindow[] {
  const byService = new Map<string, TriggeringDeployment[]>();
  for (const each of deployments) {
    const own = byService.get(each.event.service);
    if (own === undefined) byService.set(each.event.service, [each]);
    else own.push(each);
  }
  return [...byService.values()].flatMap((own) => {
    const ordered = own.toSorted((a, b) => startOf(a) - startOf(b));
    return ordered.map((each, index) => {
      const next = ordered.slice(index + 1).find(({ release }) => release !== each.release);
      const stable = each.at + stableMs;
      return {
        release: each.release,
        service: each.event.service,
        event: each.event.id,
        from: startOf(each),
        to: next === undefined ? stable : Math.min(stable, Math.max(each.at, startOf(next))),
      };
    });
  });
}

const startOf = ({ rows, at }: TriggeringDeployment): number =>
  rows.reduce((least, row) => Math.min(least, row.startedAt), at);

/**
 * [M7.2] Groups of at least two services whose windows overlap and which depend on one another. Two releases are tied when
 * their windows overlap and one service depends on the other; what is tied to one of a group is of the group. Nothing is
 * tied through a service that was not released then. Each group by time, then name; groups by their first release.
 */
export function jointCandidates(
  windows: readonly ReleaseWindow[],
  dependsOn: (service: string) => readonly string[],
): readonly JointCandidate[] {
  const group = windows.map((_, index) => index);
  const find = (index: number): number => {
    let root = index;
    while (group[root] !== undefined && group[root] !== root) root = group[root] ?? root;
    return root;
  };
  const edges: { readonly from: string; readonly to: string; readonly at: number }[] = [];
  const byService = new Map<string, number[]>();
  for (const [index, { service }] of windows.entries())
    byService.set(service, [...(byService.get(service) ?? []), index]);
  for (const [index, own] of windows.entries())
    for (const needed of dependsOn(own.service)) {
      if (needed === own.service) continue;
      for (const other of byService.get(needed) ?? []) {
        const there = windows[other];
        if (there === undefined || !overlaps(own, there)) continue;
        group[find(index)] = find(other);
        edges.push({ from: own.service, to: needed, at: index });
      }
    }
  const members = new Map<number, ReleaseWindow[]>();
  for (const [index, window] of windows.entries()) {
    const root = find(index);
    members.set(root, [...(members.get(root) ?? []), window]);
  }
  return [...members]
    .map(([root, releases]) => ({
      releases: onceEach(releases).toSorted((a, b) => a.from - b.from || (a.release < b.release ? -1 : 1)),
      edges: distinct(edges.filter(({ at }) => find(at) === root)),
    }))
    .filter(({ releases }) => new Set(releases.map(({ service }) => service)).size > 1)
    .toSorted((a, b) => byFirst(a.releases[0], b.releases[0]));
}

const byFirst = (a: ReleaseWindow | undefined, b: ReleaseWindow | undefined): number =>
  (a?.from ?? 0) - (b?.from ?? 0) || ((a?.release ?? '') < (b?.release ?? '') ? -1 : 1);

export const overlaps = (a: Pick<ReleaseWindow, 'from' | 'to'>, b: Pick<ReleaseWindow, 'from' | 'to'>): boolean =>
  a.from <= b.to && b.from <= a.to;

/** A release that was deployed twice is one, from its first start to its last end. */
function onceEach(windows: readonly ReleaseWindow[]): readonly ReleaseWindow[] {
  const once = new Map<string, ReleaseWindow>();
  for (const window of windows) {
    const known = once.get(window.release);
    once.set(
      window.release,
      known === undefined
        ? window
        : { ...known, from: Math.min(known.from, window.from), to: Math.max(known.to, window.to) },
    );
  }
  return [...once.values()];
}

function distinct(edges: readonly { readonly from: string; readonly to: string }[]): JointCandidate['edges'] {
  const seen = new Map(edges.map(({ from, to }) => [`${from} ${to}`, { from, to }]));
  return [...seen.values()].toSorted((a, b) => (`${a.from} ${a.to}` < `${b.from} ${b.to}` ? -1 : 1));
}
