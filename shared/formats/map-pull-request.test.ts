import { describe, expect, it } from 'vitest';
import { rowSchema } from '../domain/release/rows.ts';
import { createMapper } from './create-mapper.ts';
import { detectFormat } from './detect-format.ts';
import { parseFormatName, type FormatId } from './formats.ts';

const now = Date.UTC(2026, 2, 17);

function mapTable(format: FormatId, header: string, ...rows: string[]) {
  const columns = header.split(',');
  const found = detectFormat({ shape: 'csv', columns, first: null });
  const constants: { [field: string]: string } = format === 'git-commits' ? { repository: 'checkout' } : {};
  const mapper = createMapper(format, { columns: {}, constants }, now, columns, columns);
  if (!mapper.ok) throw new Error(mapper.error.message);
  const mapped = rows.map((row, index) => mapper.value.map({ kind: 'cells', row: index + 2, cells: row.split(',') }));
  return {
    found: found.ok ? found.value.format : null,
    rows: mapped.map((each) => (each.kind === 'row' ? rowSchema.parse(each.row) : each)),
  };
}

describe('tables of pull requests', () => {
  it('[I7] are recognised by when they were merged, and are merged when a time says so', () => {
    const { found, rows } = mapTable(
      'pull-requests',
      'repo,number,title,created_at,merged_at,merge_sha,first_commit_at,first_comment_at,state',
      'acme/checkout,17,Cache,2026-03-10T08:00:00Z,2026-03-10T10:00:00Z,ADD237F6,2026-03-09T08:00:00Z,2026-03-10T09:00:00Z,merged',
      'acme/checkout,18,Try,2026-03-10T08:00:00Z,,ADD237F6,,,declined',
      'acme/checkout,19,Odd,2026-03-10T08:00:00Z,,,,,merged',
      'acme/checkout,20,Odd,2026-03-10T08:00:00Z,2026-03-10T07:00:00Z,,,,',
    );
    expect(found).toBe('pull-requests');
    expect(rows).toMatchObject([
      {
        id: 'file:merge:file:acme/checkout#17',
        kind: 'merge',
        state: 'merged',
        mergeSha: 'add237f6',
        firstCommitAt: Date.UTC(2026, 2, 9, 8),
        firstCommentAt: Date.UTC(2026, 2, 10, 9),
      },
      { state: 'closed', mergeSha: null, mergedAt: null },
      { kind: 'quarantined', fault: { code: 'missing-value', path: 'merged_at' } },
      { kind: 'quarantined', fault: { code: 'finish-before-start', path: 'merged_at' } },
    ]);
    for (const name of ['merges', 'Merge Requests', 'pull-requests-csv'])
      expect(parseFormatName(name)).toBe('pull-requests');
  });
});

describe('what rows say of each other', () => {
  it('[I7] a deployment names its repository, its group, what it takes back and its image', () => {
    const { found, rows } = mapTable(
      'deployments',
      'id,deployment_id,service,version,repository,finished_at,status,commit_sha,revert_of,image_digest',
      '1,d-7,checkout,4.18.1,acme/checkout,2026-03-10T10:00:00Z,success,add237f6,4.18.0,sha256:0b31',
      '2,d-7,checkout,4.18.1,acme/cart,2026-03-10T10:01:00Z,success,0b31b1c0,,',
    );
    expect(found).toBe('deployments');
    expect(rows[0]).toMatchObject({
      id: 'file:deployment:checkout:1',
      repository: 'acme/checkout',
      group: 'd-7',
      revertOf: '4.18.0',
      digest: 'sha256:0b31',
    });
    expect(rows[1]).toMatchObject({ repository: 'acme/cart', group: 'd-7' });
    expect(rows[1]).not.toHaveProperty('revertOf');
  });

  it('[I7] an incident names the commit that caused it, where its root cause is one', () => {
    const { rows } = mapTable(
      'incidents',
      'id,service,title,detected_at,root_cause',
      'i-1,checkout,Slow,2026-03-10T10:00:00Z,ADD237F6',
      'i-2,checkout,Slow,2026-03-10T10:00:00Z,a full disk',
    );
    expect(rows[0]).toMatchObject({ causeSha: 'add237f6' });
    expect(rows[1]).toMatchObject({ kind: 'incident' });
    expect(rows[1]).not.toHaveProperty('causeSha');
  });

  it('[I22] a commit names its parents', () => {
    const { rows } = mapTable(
      'git-commits',
      'sha,parents,committed_at',
      'add237f6,3ad303fb 3d70bb99,2026-03-10T10:00:00Z',
      'add237f7,,2026-03-10T10:00:00Z',
    );
    expect(rows[0]).toMatchObject({ parents: ['3ad303fb', '3d70bb99'] });
    expect(rows[1]).not.toHaveProperty('parents');
  });
});
