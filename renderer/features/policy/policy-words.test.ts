import { expect, it } from 'vitest';
import { standardPolicy } from '../../../shared/domain/policy/standard-policy.ts';
import { conditionWords, sprintWords, tierRows, workingWords } from './policy-words.ts';

it('says conditions, tiers and the calendar in words', () => {
  expect(standardPolicy.triggers.map(({ when }) => when.map(conditionWords).join(' and '))).toEqual([
    'criticality is critical and changeType is major, minor or emergency',
    'impact.rolledBack is yes',
    'impact.incidents is at least 1',
    'result is not success',
    'changeType is major',
    'criticality is critical or standard',
  ]);
  expect(conditionWords({ field: 'x', below: 2 })).toBe('x is below 2');
  expect(conditionWords({ field: 'x', atMost: 2 })).toBe('x is at most 2');
  const { full, light } = standardPolicy.tiers;
  expect(tierRows.map(({ of }) => of(full)).join('; ')).toContain(
    'as a meeting of 60 minutes; at least 3 people, at most 60',
  );
  expect(tierRows.map(({ of }) => of(light)).join('; ')).toContain(
    'closed by itself after 24 hours without dissent; at least one person',
  );
  expect(workingWords(standardPolicy.calendar)).toContain('Thursday and Friday, 09:00 to 17:00');
  const sprint = { start: '2026-01-05', days: 14, keepFree: [1, 14] };
  expect(sprintWords({ ...standardPolicy.calendar, sprint })).toBe(
    'every 14 days from 2026-01-05; each keeps day 1, 14 free',
  );
});
