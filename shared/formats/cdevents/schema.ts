import { contents, type Content } from './content.ts';

/** A JSON schema of the plain kind that these are. */
export type Schema = { readonly [keyword: string]: unknown };

const string: Schema = { type: 'string' };
const text: Schema = { type: 'string', minLength: 1 };
const uri: Schema = { type: 'string', format: 'uri' };
const uriText: Schema = { ...text, format: 'uri' };
const reference: Schema = { ...text, format: 'uri-reference' };
const oneOf = (words: string): Schema => ({ type: 'string', enum: words.split(' ') });

function object(properties: { readonly [member: string]: Schema }, required: readonly string[]): Schema {
  return { type: 'object', additionalProperties: false, properties, required };
}

const testKind = oneOf('performance functional unit security compliance integration e2e other');
const named = { id: text, version: string, name: string, uri };

/** What the words in content.ts stand for. */
const types: { readonly [type: string]: Schema } = {
  string,
  text,
  uri,
  'uri-text': uriText,
  'loose-uri': uri,
  reference,
  strings: { type: 'array', items: string },
  ref: object({ id: text, source: reference }, ['id']),
  'loose-ref': object({ id: text, source: string }, ['id']),
  sbom: object({ uri: reference }, ['uri']),
  outcome: oneOf('success failure cancel error'),
  severity: oneOf('low medium high critical'),
  output: oneOf('report video image log other'),
  decision: oneOf('escalated delegate deferred requestChanges approved rejected'),
  settled: oneOf('approved rejected cancelled expired'),
  trigger: { type: 'object', properties: { type: oneOf('manual pipeline event schedule other'), uri } },
  'test-case': object({ ...named, type: testKind }, ['id']),
  'test-suite': object(named, ['id']),
};

const linkEnd = (domain: Schema): Schema => ({
  type: 'object',
  properties: { contextId: text, domainId: domain },
  anyOf: [{ required: ['contextId'] }, { required: ['domainId'] }],
});
const tags: Schema = { type: 'object' };
const domain: Schema = { type: 'string', format: 'uri-reference' };

const link: Schema = {
  anyOf: [
    object({ linkType: { const: 'END' }, from: linkEnd(domain), tags }, ['linkType']),
    object({ linkType: { const: 'PATH' }, from: linkEnd(domain), tags }, ['linkType', 'from']),
    object({ linkType: { const: 'RELATION' }, linkKind: text, target: linkEnd(string), tags }, [
      'linkType',
      'linkKind',
      'target',
    ]),
  ],
};

/** The member of the context that holds the specification's version: 0.5 gave it another name. */
export type VersionMember = 'specversion' | 'version';

/** The schema of one event of CDEvents 0.3 to 0.6, whose `context.type` was read before. */
export function eventSchema(event: string, version: VersionMember): Schema {
  // Sources of tests need not be addresses.
  const isTest = event.startsWith('test');
  const context = {
    [version]: text,
    id: text,
    source: isTest ? text : reference,
    type: text,
    timestamp: { type: 'string', format: 'date-time' },
    schemaUri: uriText,
    chainId: text,
    links: { type: 'array', items: link },
  };
  const subject = {
    id: text,
    source: isTest ? string : reference,
    content: contentSchema(contents[event] ?? {}),
    // A subject said its own type before 0.5; of one event it still may.
    ...((version === 'version' || event === 'ticket.closed') && { type: { const: event.split('.')[0] } }),
  };
  return object(
    {
      context: object(context, [version, 'id', 'source', 'type', 'timestamp']),
      subject: object(subject, ['id', 'content']),
      customData: { type: ['object', 'string'] },
      customDataContentType: string,
    },
    ['context', 'subject'],
  );
}

function contentSchema(content: Content): Schema {
  const properties: Record<string, Schema> = {};
  const required: string[] = [];
  for (const [member, type] of Object.entries(content)) {
    properties[member] = types[type.replace('!', '')] ?? {};
    if (type.endsWith('!')) required.push(member);
  }
  return object(properties, required);
}
