import { bodiesErasedSchema } from '../domain/erasure/erased-bodies.ts';
import type { JournalLine } from './line.ts';

type Body = JournalLine['body'] & object;

export const erasingType = 'bodies.erased.v1';
/** The last line of a transcript that was deleted: it erases every body before it. */
export const transcriptErasingType = 'transcript.erased.v1';

/** Whether a line of this type takes bodies of earlier lines away. */
export const isErasing = (type: string): boolean => type === erasingType || type === transcriptErasingType;

/** A line without salt and body; its header, and with it the chain and the root, stays. */
export function withoutBody(line: JournalLine): JournalLine {
  const { salt: _salt, body: _body, ...header } = line;
  return header;
}

/** What a line says remains of the bodies it erased, by their sequence; empty for every other line. */
export function erasedBy({ type, body }: Pick<JournalLine, 'type' | 'body'>): ReadonlyMap<number, Body> {
  if (type !== erasingType || body === undefined) return new Map();
  const { command: _command, ...fields } = body;
  const read = bodiesErasedSchema.safeParse(fields);
  return new Map(read.success ? read.data.erased.map(({ seq, remains }) => [seq, remains]) : []);
}

/** The sequences of all bodies that these lines say were erased. */
export function erasedSeqs(lines: readonly JournalLine[]): ReadonlySet<number> {
  return new Set(lines.flatMap((line) => [...erasedBy(line).keys(), ...erasedThrough(line)]));
}

function erasedThrough({ type, seq, body }: JournalLine): readonly number[] {
  const through = type === transcriptErasingType ? body?.['through'] : undefined;
  return typeof through === 'number' ? Array.from({ length: Math.min(through, seq - 1) }, (_, index) => index + 1) : [];
}

/** The lines as the review is folded from them: in place of an erased body stands what remains of it. */
export function withRemains(lines: readonly JournalLine[]): readonly JournalLine[] {
  if (lines.every(({ body }) => body !== undefined)) return lines;
  const remains = new Map(lines.flatMap((line) => [...erasedBy(line)]));
  return lines.map((line) => {
    const body = line.body === undefined ? remains.get(line.seq) : undefined;
    return body === undefined ? line : { ...line, body };
  });
}
