import { bisector } from 'd3-array';
import type { GroupedDeployment } from './grouped-deployments.ts';

/** Deployments that finished, in the order of finish, to be found by name, by service and by time. */
export type DeploymentIndex = {
  readonly all: readonly GroupedDeployment[];
  readonly ofService: (service: string) => readonly GroupedDeployment[];
  /**
   * Those that a text names: a version, `service@version`, an id or the source's own id, or a commit by seven digits or more.
   * A version alone means the service's own where it has that one.
   */
  readonly called: (name: string, service: string) => readonly GroupedDeployment[];
  /** Those that take an earlier one of their service back, with its name. */
  readonly undoing: (service: string) => readonly { readonly deployment: GroupedDeployment; readonly name: string }[];
};

const finish = bisector((each: GroupedDeployment) => each.finishedAt ?? Infinity);

/** How many of a list in the order of finish had finished by `at`. */
export const finishedBy = (list: readonly GroupedDeployment[], at: number): number => finish.right(list, at);

/** The last of a list in the order of finish that had finished by `at`. */
export const lastBefore = (list: readonly GroupedDeployment[], at: number): GroupedDeployment | undefined =>
  list[finishedBy(list, at) - 1];

export function indexDeployments(all: readonly GroupedDeployment[]): DeploymentIndex {
  const names = new Map<string, GroupedDeployment[]>();
  const services = new Map<string, GroupedDeployment[]>();
  const undoing = new Map<string, { deployment: GroupedDeployment; name: string }[]>();
  for (const deployment of all) {
    for (const service of deployment.services) add(services, service, deployment);
    add(names, deployment.id, deployment);
    for (const { id, service, version, sha, revertOf } of deployment.commits) {
      const known = [id, naturalId(id), version, `${service}@${version}`, ...(sha === null ? [] : [sha.slice(0, 7)])];
      for (const name of new Set(known)) if (name !== deployment.id) add(names, name, deployment);
      if (revertOf !== undefined) add(undoing, service, { deployment, name: revertOf });
    }
  }
  const called = (name: string, service: string): readonly GroupedDeployment[] => {
    const own = names.get(`${service}@${name}`);
    if (own !== undefined) return own;
    const exact = names.get(name);
    if (exact !== undefined || !/^[0-9a-f]{7,64}$/.test(name)) return exact ?? [];
    return (names.get(name.slice(0, 7)) ?? []).filter((each) =>
      each.commits.some(({ sha }) => sha !== null && (sha.startsWith(name) || name.startsWith(sha))),
    );
  };
  return {
    all,
    ofService: (service) => services.get(service) ?? [],
    called,
    undoing: (service) => undoing.get(service) ?? [],
  };
}

function add<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else if (list.at(-1) !== item) list.push(item);
}

/** The source's own id, which is the end of `source:type:instance:naturalId`. */
export const naturalId = (id: string): string => /^[^:]+:[^:]+:[^:]*:(.+)$/.exec(id)?.[1] ?? id;
