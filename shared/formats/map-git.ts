import type { Cells } from './cells.ts';
import type { Mapped } from './format.ts';
import { rowId } from './map-generic.ts';
import type { ChangeRow, ReleaseRow } from './row-types.ts';
import { shaOf } from './sha.ts';

/** Columns of `git log` and of tags as Hotwash reads and writes them. */
export const commitColumns = [
  'sha',
  'parents',
  'committed_at',
  'files',
  'insertions',
  'deletions',
  'generated_lines',
  'subject',
] as const;
export const tagColumns = ['tag', 'tagged_at', 'commit'] as const;

/** One commit, read from columns named as `commitColumns`. */
export function mapCommit(cells: Cells): Mapped {
  const repository = cells.requiredText('repository', 200);
  const sha = cells.sha('sha');
  if (sha === null) cells.fail('missing-value', 'sha', 'the commit has no id');
  const at = cells.requiredTime('committed_at');
  const count = (field: string): number => {
    const value = cells.number(field) ?? 0;
    if (value < 0 || !Number.isSafeInteger(value)) cells.fail('bad-number', field, `${field} is a whole number from 0`);
    return value;
  };
  const [files, insertions, deletions, generated] = [
    count('files'),
    count('insertions'),
    count('deletions'),
    count('generated_lines'),
  ] as const;
  if (generated > insertions + deletions)
    cells.fail('bad-number', 'generated_lines', 'more lines are generated than were changed');
  const subject = cells.text('subject', 500) ?? '';
  const parents = cells
    .text('parents', 5000)
    ?.split(/\s+/)
    .map(shaOf)
    .filter((parent) => parent !== null);
  return cells.faultOr(() => {
    const row: ChangeRow = {
      kind: 'change',
      id: rowId('git', 'change', repository, sha ?? ''),
      revision: 0,
      repository,
      sha: sha ?? '',
      at,
      subject,
      files,
      insertions,
      deletions,
      generated,
      ...(parents !== undefined && { parents: parents.slice(0, 64) }),
    };
    return { kind: 'row', row };
  });
}

/** One tag, read from columns named as `tagColumns`: a version of the service. */
export function mapTag(cells: Cells): Mapped {
  const service = cells.service('service');
  const tag = cells.requiredText('tag', 80);
  const at = cells.requiredTime('tagged_at');
  const sha = cells.sha('commit');
  return cells.faultOr(() => {
    const row: ReleaseRow = {
      kind: 'release',
      id: rowId('git', 'release', service, tag),
      revision: 0,
      service,
      version: tag,
      at,
      sha,
    };
    return { kind: 'row', row };
  });
}
