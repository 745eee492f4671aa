import examples from '@octokit/webhooks-examples' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import { emptyMapping } from '../domain/release/column-mapping.ts';
import { rowSchema, type Row } from '../domain/release/rows.ts';
import { createMapper } from './create-mapper.ts';
import { detectFormat } from './detect-format.ts';
import type { Mapped } from './format.ts';
import { formats } from './formats.ts';
import { readText, rowsOf, testNow } from './test-reading.ts';

type Payload = { readonly [key: string]: unknown };
const payloads = examples.flatMap((event) =>
  (event.examples as unknown as readonly Payload[]).map((payload) => ({ event: event.name, payload })),
);

function mapOne(payload: Payload): Mapped {
  const mapper = createMapper('github-webhooks', emptyMapping, testNow, null, []);
  if (!mapper.ok) throw new Error(mapper.error.message);
  return mapper.value.map({ kind: 'value', row: 1, value: payload });
}
const rowsIn = (mapped: Mapped): Row[] =>
  (mapped.kind === 'many' ? [...mapped.items] : [mapped]).flatMap((item) =>
    item.kind === 'row' ? [rowSchema.parse(item.row)] : [],
  );

describe("the 329 payloads of GitHub's webhooks that npm ships", () => {
  it('[I38] each is mapped or passed over with a reason; none is bad', () => {
    const kinds = new Map<string, number>();
    const bad: string[] = [];
    for (const { event, payload } of payloads) {
      const mapped = mapOne(payload);
      const items = mapped.kind === 'many' ? [...mapped.items] : [mapped];
      for (const item of items) {
        if (item.kind === 'quarantined') bad.push(`${event}: ${item.fault.path}: ${item.fault.message}`);
        if (item.kind === 'row')
          kinds.set(`${event} -> ${item.row.kind}`, (kinds.get(`${event} -> ${item.row.kind}`) ?? 0) + 1);
      }
      if (items.length === 0) expect(mapped).toHaveProperty('notUsed', expect.stringMatching(/./));
    }
    expect(payloads).toHaveLength(329);
    expect(bad).toEqual([]);
    expect(Object.fromEntries(kinds)).toEqual({
      'deployment -> deployment': 4,
      'deployment_status -> deployment': 4,
      'issues -> ticket': 21,
      'pull_request -> merge': 29,
      'push -> change': 2,
      'release -> release': 11,
      'workflow_job -> build': 8,
      'workflow_run -> build': 5,
    });
  });

  it('[I38] each is recognised as a payload of a webhook, except one that names nobody', () => {
    const strange = payloads.filter(({ payload }) => {
      const found = detectFormat({ shape: 'json', columns: Object.keys(payload), first: payload });
      return !found.ok || found.value.format !== 'github-webhooks';
    });
    expect([...new Set(strange.map(({ event }) => event))]).toEqual(['security_advisory']);
  });

  it('[I38] a status carries its deployment, whose end it is; an event about something else brings nothing', () => {
    const of = (event: string): readonly Mapped[] =>
      payloads.filter((each) => each.event === event).map(({ payload }) => mapOne(payload));
    const [row] = rowsIn(of('deployment_status')[0] ?? { kind: 'many', items: [] });
    expect(row).toEqual({
      kind: 'deployment',
      id: 'github:deployment:github.com:145988746',
      revision: Date.UTC(2019, 4, 15, 15, 20, 55) + 5,
      service: 'hello-world',
      version: 'f95f852bd8fc',
      environment: 'production',
      startedAt: Date.UTC(2019, 4, 15, 15, 20, 53),
      finishedAt: Date.UTC(2019, 4, 15, 15, 20, 55),
      result: 'success',
      sha: 'f95f852bd8fca8fcc58a9a2d6c842781e32a215e',
      repository: 'Codertocat/Hello-World',
    });
    expect(of('issue_comment').flatMap(rowsIn)).toEqual([]);
    expect(of('check_run').flatMap(rowsIn)).toEqual([]);
    expect(
      of('workflow_run')
        .flatMap(rowsIn)
        .map((each) => each.kind === 'build' && each.result),
    ).toEqual([null, 'success', 'success', null, 'not-built']);
  });

  it('[I38] one payload saved alone, with its list of commits, is one record; so are payloads kept beside their event', () => {
    const push = payloads.find(({ event, payload }) => event === 'push' && rowsIn(mapOne(payload)).length > 0)?.payload;
    const alone = readText('push.json', JSON.stringify(push, null, 2));
    expect([alone.format, rowsOf(alone, 'change').map((row) => row.repository)]).toEqual([
      'github-webhooks',
      ['Codertocat/Hello-World'],
    ]);
    const beside = readText('events.json', JSON.stringify([{ event: 'push', payload: push }]));
    expect(beside.rows).toEqual(alone.rows);
  });

  it('[I38] [M5.5] what is kept of an issue has no address and no names in it', () => {
    const issue = payloads.find(
      ({ event, payload }) => event === 'issues' && rowsIn(mapOne(payload)).length > 0,
    )?.payload;
    const written = {
      ...issue,
      issue: { ...(issue?.['issue'] as Payload), body: 'Ask anna@example.org, tel. +49 30 1234567' },
    };
    const kept = formats['github-webhooks'].scrub?.(written) ?? {};
    expect(JSON.stringify(kept)).not.toContain('anna@example.org');
    const [row] = rowsIn(mapOne(kept));
    expect(row).toMatchObject({ kind: 'ticket', text: 'Ask [e-mail], tel. [phone]', scrubbed: 2, labels: ['bug'] });
  });
});
