import { services, type SampleService } from '../../../assets/sample/organisation.ts';
import { commitColumns, tagColumns } from '../../../shared/formats/map-git.ts';
import { fromWall, withOffset } from '../local-time.ts';
import type { History } from '../plan-history.ts';
import type { PlannedRelease } from '../plan.ts';
import { csv, within, type CarriedFile, type Window } from './carried-file.ts';

/** Until then this repository's tags had a `v` that its deployments did not. */
const prefixed = { service: 'reports', until: fromWall('2025-05-01 00:00') };

/** Tags and commits of every repository, as `git for-each-ref` and `git log --numstat` give them. */
export function gitFiles(history: History, window: Window): readonly CarriedFile[] {
  return services.flatMap((service) => {
    const releases = history.releases.filter((release) => release.service.id === service.id);
    const tags = releases
      .filter((release) => within(window, release.taggedAt))
      .map(({ version, taggedAt, sha }) => [tagName(service, version, taggedAt), withOffset(taggedAt), sha]);
    const commits = releases
      .flatMap((release) => release.commits)
      .map((commit, index, all) => ({ commit, parent: all[index - 1]?.sha ?? null }))
      .filter(({ commit }) => within(window, commit.at))
      .map(({ commit, parent }) => [
        commit.sha,
        parent,
        withOffset(commit.at),
        commit.files,
        commit.insertions,
        commit.deletions,
        commit.generated,
        commit.subject,
      ]);
    return [
      gitFile(`${service.id}-tags.csv`, 'git-tags', tagColumns, tags, { service: service.id }),
      gitFile(`${service.id}-commits.csv`, 'git-commits', commitColumns, commits, { repository: service.id }),
    ].filter((file) => file.text.split('\n').length > 2);
  });
}

/** One release's tag alone, as it is carried in before it goes live. */
export const tagFile = ({ service, version, taggedAt, sha }: PlannedRelease): CarriedFile =>
  gitFile(
    `${service.id}-${version}-tag.csv`,
    'git-tags',
    tagColumns,
    [[tagName(service, version, taggedAt), withOffset(taggedAt), sha]],
    { service: service.id },
  );

const tagName = (service: SampleService, version: string, at: number): string =>
  service.id === prefixed.service && at < prefixed.until ? `v${version}` : version;

function gitFile(
  name: string,
  format: 'git-tags' | 'git-commits',
  columns: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
  constants: { readonly [field: string]: string },
): CarriedFile {
  return { name, format, text: csv(columns, rows), mapping: { columns: {}, constants } };
}
