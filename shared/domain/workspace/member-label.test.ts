import { expect, it } from 'vitest';
import { memberLabel } from './member-label.ts';
import type { Member } from './workspace.ts';

const of = (id: string, display: string, active = true): Member => ({
  id,
  display,
  role: 'operations',
  leads: false,
  active,
});

it('tells two people of one name apart by their codes, and nobody else', () => {
  const [first, second, other] = [of('ops-01', 'Kim'), of('ops-02', 'Kim'), of('ops-03', 'Ada')];
  expect(memberLabel(first, [first, second, other])).toBe('Kim · ops-01 · operations');
  expect(memberLabel(other, [first, second, other])).toBe('Ada · operations');
  expect(memberLabel(first, [first, { ...second, active: false }])).toBe('Kim · operations');
});
