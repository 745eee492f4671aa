import { err, ok, type Result } from '../../shared/lib/result.ts';
import type { Answer, ConnectorFault } from './connector.ts';

/** A JSON object of a source, unchecked: the formats check what they map. */
export type Item = { readonly [key: string]: unknown };

export const isItem = (value: unknown): value is Item =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const itemsIn = (value: unknown): readonly Item[] => (Array.isArray(value) ? value.filter(isItem) : []);

/** An answer's text as JSON. What does not parse is a fault of the whole page. */
export function readJson({ bytes }: Pick<Answer, 'bytes'>): Result<unknown, ConnectorFault> {
  try {
    return ok(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    return err(brokenAnswer('The answer is not JSON, or its JSON does not end. Nothing of it was kept; try again.'));
  }
}

export const brokenAnswer = (message: string): ConnectorFault => ({ code: 'broken-answer', message });

/** The address under `rel="next"` of a Link header (RFC 8288), or null. */
export function nextLink(headers: Headers): string | null {
  for (const [, target = '', parameters = ''] of (headers.get('link') ?? '').matchAll(/<([^>]*)>([^<]*)/g))
    if (/;\s*rel\s*=\s*(?:"(?:[^"]*\s)?next(?:\s[^"]*)?"|next\b)/i.test(parameters)) return target;
  return null;
}

/**
 * Items joined with other answers about them, as one list. Never an item by itself: a pull request with its `commits`
 * would be taken for a list of commits.
 */
export const toList = (items: readonly Item[]): Uint8Array =>
  new Uint8Array(Buffer.from(`[${items.map((item) => JSON.stringify(item)).join(',\n')}]\n`));
