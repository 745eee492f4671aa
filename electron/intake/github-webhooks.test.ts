import examples from '@octokit/webhooks-examples' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import { openTestIntake, take } from './testing.ts';

describe('a file of webhook payloads', () => {
  it('[I38] the 329 payloads of npm are taken; only one job is told twice of one moment in different words', async () => {
    const intake = await openTestIntake();
    const text = JSON.stringify(examples.flatMap((event) => event.examples));
    const report = await take(intake, 'webhooks.json', text);
    expect(report.format).toBe('github-webhooks');
    expect(report.quarantined.map(({ row, code }) => `${row}: ${code}`)).toEqual(['319: duplicate-id']);
    expect(report.byKind).toMatchObject({ deployment: 3, release: 1, ticket: 3 });
    expect((await take(intake, 'again.json', text)).accepted).toBe(0);
  });
});
