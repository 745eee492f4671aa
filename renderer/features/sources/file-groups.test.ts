import { expect, it } from 'vitest';
import type { IntakeFile } from '../../store/intake-files.ts';
import { groupFiles, groupTotals } from './file-groups.ts';

const file = (sha256: string, of: Partial<IntakeFile> = {}): IntakeFile => ({
  sha256,
  name: 'github runs acme checkout',
  format: 'github-runs',
  source: 'checkout',
  at: 0,
  firstSeq: 1,
  rows: 2,
  samples: 0,
  unchanged: 1,
  quarantined: 0,
  done: true,
  ...of,
});

it('puts the answers of a source to the same question together, and leaves carried files by themselves', () => {
  const carried = { source: null, name: 'runs.json' };
  const files = [
    file('a', carried),
    file('b'),
    file('c', { source: 'payments' }),
    file('d', { quarantined: 3, done: false }),
    file('e', carried),
  ];
  const groups = groupFiles(files);
  expect(groups.map((group) => group.files.map(({ sha256 }) => sha256).join(''))).toEqual(['a', 'bd', 'c', 'e']);
  expect(groupTotals(groups[1]?.files ?? [])).toEqual({
    rows: 4,
    samples: 0,
    unchanged: 2,
    quarantined: 3,
    done: false,
  });
});
