import type { Cells } from './cells.ts';
import { mergeStateNames } from './fields.ts';
import type { Mapped } from './format.ts';
import { rowId } from './map-generic.ts';

/** A pull or merge request of a table; it is merged when a time says so, whatever its state. */
export function mapPullRequest(cells: Cells): Mapped {
  const repository = cells.requiredText('repository', 300);
  const number = cells.number('number');
  if (number === null || number < 0 || !Number.isSafeInteger(number))
    cells.fail('bad-number', 'number', 'the number of a pull request is a whole number from 0');
  const title = cells.text('title', 500) ?? '';
  const createdAt = cells.requiredTime('createdAt');
  const mergedAt = cells.time('mergedAt');
  const state = cells.oneOf('state', mergeStateNames);
  const mergeSha = cells.sha('mergeSha');
  const firstCommitAt = cells.time('firstCommitAt');
  const firstCommentAt = cells.time('firstCommentAt');
  const revision = cells.time('updatedAt') ?? 0;
  const instance = cells.text('instance', 80) ?? 'file';
  cells.inOrder(createdAt, mergedAt, 'mergedAt', 'the pull request is merged before it is created');
  if (state === 'merged' && mergedAt === null)
    cells.fail('missing-value', 'mergedAt', 'the pull request is merged, but nothing says when');
  return cells.faultOr(() => ({
    kind: 'row',
    row: {
      kind: 'merge',
      id: rowId('file', 'merge', instance, `${repository}#${number ?? 0}`),
      revision,
      repository,
      number: number ?? 0,
      title,
      state: mergedAt !== null ? 'merged' : state === 'closed' ? 'closed' : 'open',
      createdAt,
      mergedAt,
      mergeSha: mergedAt === null ? null : mergeSha,
      firstCommitAt,
      firstCommentAt,
    },
  }));
}
