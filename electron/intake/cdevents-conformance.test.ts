import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formatsOf from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { checkEvent } from '../../shared/formats/cdevents/validate.ts';
import { hasRealData, openTestIntake, realData, take } from './testing.ts';

type Json = { [key: string]: unknown };
const readJson = (...path: string[]): Json => JSON.parse(readFileSync(realData('cdevents', ...path), 'utf8')) as Json;
const jsonIn = (...folder: string[]): string[] =>
  readdirSync(realData('cdevents', ...folder)).filter((name) => name.endsWith('.json'));

/** The events that the specification itself tests by; the one other file has vectors of identifiers. */
const names = hasRealData ? jsonIn().filter((name) => name !== 'domainid.json') : [];

/** Verdicts of the specification's own schemas. */
function officialVerdict(): (event: Json) => boolean {
  const ajv = new Ajv2020({ strict: false });
  formatsOf.default(ajv);
  for (const name of jsonIn('schemas', 'links')) ajv.addSchema(readJson('schemas', 'links', name));
  const byType = new Map(
    jsonIn('schemas').map((name) => {
      const schema = readJson('schemas', name);
      const type = JSON.stringify(schema).match(/"enum":\["(dev\.cdevents\.[^"]+)"\]/)?.[1];
      return [type ?? name, ajv.compile(schema)];
    }),
  );
  return (event) => byType.get(typeOf(event))?.(event) === true;
}
const typeOf = (event: Json): string => String((event['context'] as Json | undefined)?.['type']);

type Mutation = { readonly what: string; readonly event: Json };

/** Each member taken away, emptied, made something else, and a member too many in each object. */
function mutations(event: Json): Mutation[] {
  const out: Mutation[] = [];
  const at = (path: readonly string[], change: (parent: Json, key: string) => void, what: string): void => {
    const copy = structuredClone(event);
    let parent = copy;
    for (const key of path.slice(0, -1)) parent = parent[key] as Json;
    change(parent, path.at(-1) ?? '');
    out.push({ what: `${path.join('.')} ${what}`, event: copy });
  };
  const set = (path: readonly string[], value: unknown): void =>
    at(path, (parent, key) => (parent[key] = value), `= ${JSON.stringify(value)}`);
  const walk = (value: unknown, path: readonly string[]): void => {
    if (path.length > 0) {
      at(path, (parent, key) => delete parent[key], 'taken away');
      for (const other of ['', 'no such word', 'x y:%zz', 7, null, true, {}, []]) set(path, other);
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    set([...path, 'unheardOf'], 'text');
    for (const [key, member] of Object.entries(value)) walk(member, [...path, key]);
  };
  walk(event, []);
  return out;
}

describe.skipIf(!hasRealData)('CDEvents against the specification', () => {
  it('[I44] 48 conformance events are sound, and the file of all of them is taken without a bad row', async () => {
    expect(names).toHaveLength(48);
    const official = officialVerdict();
    for (const name of names) {
      const event = readJson(name);
      expect([name, official(event), checkEvent(event).ok]).toEqual([name, true, true]);
    }
    const intake = await openTestIntake();
    const order = ['queued', 'created', 'detected', 'started', 'reported'];
    const rank = (name: string): number => order.findIndex((word) => name.includes(word)) >>> 0;
    const events = names.toSorted((a, b) => rank(a) - rank(b)).map((name) => readJson(name));
    const report = await take(intake, 'cdevents.json', JSON.stringify(events));
    expect([report.format, report.quarantined, report.byKind]).toEqual([
      'cdevents',
      [],
      { build: 8, deployment: 1, incident: 3, merge: 3, release: 2, ticket: 2 },
    ]);
  });

  it('[I44] what the official schema refuses of a changed event is refused here, with a path', () => {
    const official = officialVerdict();
    let count = 0;
    const differences = new Set<string>();
    for (const name of names)
      for (const { what, event } of mutations(readJson(name))) {
        count += 1;
        const ours = checkEvent(event);
        if (!ours.ok) expect([name, what, ours.error.path]).not.toEqual([name, what, '']);
        if (ours.ok !== official(event)) differences.add(`${name} ${what}: ${ours.ok ? 'taken' : 'refused'} here`);
      }
    expect(count).toBeGreaterThan(5000);
    expect([...differences]).toEqual([]);
  });
});
