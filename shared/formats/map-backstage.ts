import type { RowOf } from '../domain/release/rows.ts';
import type { Body } from './body-format.ts';
import { clip, shown, toServiceId } from './cells.ts';
import { normalName } from './fields.ts';
import { notUsed, quarantined, type Mapped } from './format.ts';
import { rowId } from './map-generic.ts';
import { dependenciesOf, ownerOf, tierNames } from './map-service.ts';
import { isRecordValue } from './json-reader.ts';
import { memberAt, textAt } from './read-entity.ts';

/** Kinds of entities that something can depend on. */
const kinds = ['component', 'system', 'api', 'resource'] as const;

/** A reference `kind:namespace/name`, of which the kind and the namespace may be left out. */
type Reference = { readonly kind: string; readonly name: string };

/**
 * Maps one entity of a Backstage software catalogue. A Component keeps its name; a System, API or Resource of the same
 * name would be another thing, so that its kind stands before it: `resource.orders-db`. What a component consumes as an
 * API it depends on too. The tier is a label, an annotation or a member of `spec` called `tier`; without one an
 * experimental or deprecated lifecycle is low, and nothing else is guessed.
 */
export function mapBackstage(entity: Body): Mapped {
  const kind = (textAt(entity, 'kind') ?? '').toLowerCase();
  if (kind === '') return quarantined('missing-value', 'kind', 'the entity does not say its kind');
  if (!kinds.some((known) => known === kind)) return notUsed(`an entity of the kind ${kind.slice(0, 40)}`);
  const name = textAt(entity, 'metadata', 'name');
  if (name === null) return quarantined('missing-value', 'metadata.name', 'the entity has no name');
  const service = serviceOf({ kind, name });
  if (toServiceId(name) === '') return quarantined('missing-value', 'metadata.name', `${shown(name)} names no service`);
  const tier = readTier(entity);
  if (tier === undefined)
    return quarantined(
      'unknown-value',
      'metadata.labels.tier',
      `${shown(tierText(entity))} is no tier known here; known are ${[...new Set(tierNames.values())].join(', ')}`,
    );
  const lists = [...referencesAt(entity, 'dependsOn', 'component'), ...referencesAt(entity, 'consumesApis', 'api')];
  const system = textAt(entity, 'spec', 'system');
  const namespace = textAt(entity, 'metadata', 'namespace') ?? 'default';
  const row: RowOf<'component'> = {
    kind: 'component',
    id: rowId('backstage', 'component', namespace, `${kind}/${name}`),
    revision: 0,
    service,
    title: clip(textAt(entity, 'metadata', 'title') ?? name, 500) ?? name,
    owner: readOwner(textAt(entity, 'spec', 'owner')),
    tier,
    system: system === null ? null : clip(readReference(system, 'system').name, 200),
    dependsOn: dependenciesOf(lists.map(serviceOf), service),
  };
  return { kind: 'row', row };
}

const serviceOf = ({ kind, name }: Reference) => toServiceId(kind === 'component' ? name : `${kind}.${name}`);

function readReference(text: string, otherwise: string): Reference {
  const match = /^(?:([^:/]+):)?(?:[^/]*\/)?(.+)$/.exec(text.trim());
  return { kind: (match?.[1] ?? otherwise).toLowerCase(), name: match?.[2] ?? text };
}

function referencesAt(entity: Body, member: string, otherwise: string): Reference[] {
  const list = memberAt(entity, 'spec', member);
  return Array.isArray(list)
    ? list.flatMap((each: unknown) => (typeof each === 'string' ? [readReference(each, otherwise)] : []))
    : [];
}

/** A group by its name. A person is not named. */
function readOwner(text: string | null): string {
  if (text === null) return '';
  const { kind, name } = readReference(text, 'group');
  return kind === 'user' ? 'one person' : ownerOf(name);
}

function tierText(entity: Body): string | null {
  const spec = memberAt(entity, 'spec', 'tier');
  if (typeof spec === 'string' || typeof spec === 'number') return String(spec);
  for (const group of ['labels', 'annotations']) {
    const marks = memberAt(entity, 'metadata', group);
    if (!isRecordValue(marks)) continue;
    for (const [key, value] of Object.entries(marks))
      if (/(^|\/)(service-)?tier$/.test(key) && (typeof value === 'string' || typeof value === 'number'))
        return String(value);
  }
  return null;
}

/** Null where nothing says it, undefined where what is said is not known. */
function readTier(entity: Body): RowOf<'component'>['tier'] | undefined {
  const text = tierText(entity);
  if (text !== null) return tierNames.get(normalName(text));
  return /^(experimental|deprecated)$/i.test(textAt(entity, 'spec', 'lifecycle') ?? '') ? 'low' : null;
}
