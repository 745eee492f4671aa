import { certain, type FormatDefinition } from './format.ts';
import { isRecordValue } from './json-reader.ts';
import { logAnswerFormat } from './log-answer.ts';

type Body = { readonly [key: string]: unknown };

const isHit = (body: Body | null): boolean => typeof body?.['_index'] === 'string' && isRecordValue(body['_source']);

const reasonOf = (body: Body | null): string | null => {
  const error = body?.['error'];
  if (!isRecordValue(error) || typeof body?.['status'] !== 'number') return null;
  return typeof error['reason'] === 'string' ? error['reason'] : 'without a reason';
};

/** Hits of Elasticsearch's and OpenSearch's `_search`, in an answer or one on each line. */
export const elasticsearchFormat: FormatDefinition = logAnswerFormat({
  aliases: ['opensearch', 'elastic', 'es'],
  expected: 'a hit with its document in "_source"',
  recognise: ({ body, shape, text }) => {
    if (shape !== 'json' && shape !== 'ndjson') return null;
    if (reasonOf(body) !== null) return { fit: certain, why: 'an error with a status is an answer of Elasticsearch' };
    const isAnswer = /^\s*\{\s*"took"\s*:\s*\d+[^[]{0,2000}"hits"\s*:\s*\{/.test(text);
    return isAnswer || isHit(body)
      ? { fit: certain, why: 'the records are hits of Elasticsearch or OpenSearch: _index and _source' }
      : null;
  },
  refuse: ({ body }) => {
    const reason = reasonOf(body);
    return reason === null
      ? null
      : { code: 'unreadable', message: `The answer is an error, so there is nothing to take: ${reason.slice(0, 400)}` };
  },
  makeReader: (_, reader) => (body) => {
    const source = body['_source'];
    return isRecordValue(source) ? [reader.ofRecord(source)] : null;
  },
});
