import { ok } from '../lib/result.ts';
import { givenValues } from './column-plan.ts';
import { certain, quarantined, type FileHead, type Fit, type FormatDefinition } from './format.ts';
import { mapBackstage } from './map-backstage.ts';
import { mapOpenSlo } from './map-openslo.ts';
import { mapPostmortem } from './map-postmortem.ts';
import { snapshotFormat } from './map-snapshot.ts';
import { findMember, partsOfJson, partsOfMarkdown, textMember } from './postmortem-parts.ts';
import { entityFormat, isTextValue } from './read-entity.ts';
import { tableFormats } from './table-formats.ts';

const startNames = 'started_at started start impact_started detected_at detected incident_start date';

function recognisePostmortem({ shape, text, first }: FileHead): Fit | null {
  if (shape === 'document') {
    const parts = partsOfMarkdown(text);
    if (!parts.ok) return { fit: certain, why: 'a Markdown document with front matter' };
    const { front, title } = parts.value;
    const named = findMember(front, 'service incident incident_id') !== undefined;
    if (named && findMember(front, startNames) !== undefined)
      return { fit: certain, why: 'its front matter names a service or an incident, and when it started' };
    return /post-?mortem|incident report/i.test(`${title ?? ''} ${textMember(front, 'type kind')}`)
      ? { fit: certain, why: 'its heading or front matter says post-mortem' }
      : null;
  }
  if ((shape !== 'json' && shape !== 'ndjson') || first === null) return null;
  const says = /^post-?mortem$/i.test(textMember(first, 'kind type'));
  const told = Array.isArray(first['timeline']) && findMember(first, startNames) !== undefined;
  return says || told ? { fit: certain, why: 'the records have a timeline and a start: post-mortems' } : null;
}

/** Markdown with YAML front matter, or JSON. */
const postmortemFormat: FormatDefinition = {
  mapVersion: 1,
  brings: ['postmortem'],
  aliases: ['post-mortem', 'postmortem', 'postmortems'],
  cut: (name, text, isNamed) =>
    /\.(md|markdown)$/i.test(name) || (isNamed && !/^\s*[[{]/.test(text)) ? 'document' : null,
  recognise: recognisePostmortem,
  createMapper: (context) =>
    ok({
      plan: { columns: {}, constants: givenValues(context.mapping), unknown: [] },
      map: (record) => {
        if (record.kind === 'cells')
          return quarantined('wrong-type', '', 'a post-mortem is Markdown or JSON, not a table');
        const { value } = record;
        const parts = isTextValue(value) ? partsOfMarkdown(value.text) : ok(partsOfJson(value));
        return parts.ok ? mapPostmortem(parts.value, context) : { kind: 'quarantined', fault: parts.error };
      },
    }),
};

/** Documents and tables about services and what became of them: catalogue, objectives, post-mortems, tickets. */
export const documentFormats = {
  ...tableFormats,
  // Before those that take every YAML file for theirs, since a configuration is told by its name.
  snapshots: snapshotFormat,
  'backstage-catalog': entityFormat({
    mapVersion: 1,
    brings: ['component'],
    aliases: ['backstage', 'catalog-info', 'catalog'],
    api: 'backstage\\.io/',
    told: 'entities of a Backstage catalogue',
    map: mapBackstage,
  }),
  openslo: entityFormat({
    mapVersion: 1,
    brings: ['slo'],
    aliases: ['slo', 'slos'],
    api: 'openslo/',
    told: 'objectives of OpenSLO',
    map: mapOpenSlo,
  }),
  'post-mortems': postmortemFormat,
} as const;
