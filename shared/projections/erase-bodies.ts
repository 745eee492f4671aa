import { erasureType, type ErasureStatement } from '../domain/erasure/erased-bodies.ts';
import { refuse, type Refusal } from '../domain/refusal.ts';
import { isReviewEventType, reviewEventSchemas } from '../domain/review/events.ts';
import { canonicalJson, type Json } from '../journal/canonical-json.ts';
import { withoutBody, withRemains } from '../journal/erased-lines.ts';
import type { JournalLine } from '../journal/line.ts';
import { sha256Hex } from '../journal/sha256.ts';
import { ok, type Result } from '../lib/result.ts';
import { foldReviewLines } from './review-events.ts';

type Body = JournalLine['body'] & object;

/** Events in which people say something in their own words; all others carry facts, times, seats and signatures. */
const spoken =
  /^(claim|idea|effect|canvas|causes?|board|decision|action|topic|vote|note|field|wording|item|meeting|joint|light|product|host|hole|round|review\.closed)\b/;

/** Members that hold a person's own words. */
const textMembers: ReadonlySet<string> = new Set([
  'text',
  'reason',
  'inquorateReason',
  'rationale',
  'question',
  'options',
  'summary',
  'words',
  'value',
  'dissent',
  'artefact',
  'unusual',
  'released',
  'withoutBaseline',
  'quote',
  'was',
]);

const mark = '[erased]';

/** The texts of a body that an erasure takes, each once, in the order they stand. */
export function textsOf(type: string, body: Body): readonly string[] {
  const texts = new Set<string>();
  if (spoken.test(type)) replaceTexts(body, (text) => (texts.add(text), text));
  return [...texts].filter((text) => !text.startsWith(mark));
}

/** A body with its texts replaced. Two different texts stay different, so that two options stay two. */
function remainsOf(body: Body): Body {
  const marks = new Map<string, string>();
  const replaced = replaceTexts(body, (text) => {
    const known = marks.get(text) ?? (marks.size === 0 ? mark : `${mark} ${marks.size + 1}`);
    marks.set(text, known);
    return known;
  });
  return replaced as Body;
}

function replaceTexts(value: Json, replace: (text: string) => string, isText = false): Json {
  if (typeof value === 'string') return isText && value !== '' ? replace(value) : value;
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => replaceTexts(item, replace, isText));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value as { readonly [name: string]: Json });
  return Object.fromEntries(
    members.map(([name, member]) => [name, replaceTexts(member, replace, textMembers.has(name))]),
  );
}

/** What an erasure will do: what remains of each body, and the lines without them. */
export type PlannedErasure = {
  readonly erased: readonly { readonly seq: number; readonly remains: Body }[];
  readonly lines: readonly JournalLine[];
};

/** Decides whether these bodies can be erased: each has texts, and the review can be read without them. */
export function decideErasure(lines: readonly JournalLine[], seqs: readonly number[]): Result<PlannedErasure, Refusal> {
  const wanted = new Set(seqs);
  const erased: { seq: number; remains: Body }[] = [];
  for (const seq of [...wanted].toSorted((a, b) => a - b)) {
    const line = lines[seq - 1];
    const no = (what: string): Result<never, Refusal> =>
      refuse('J15', `Event ${seq} cannot be erased: ${what}`, 'Choose events in which somebody said something.');
    if (line === undefined) return no('there is no such event.');
    if (line.body === undefined) return no('its body was erased before.');
    if (!isReviewEventType(line.type) || textsOf(line.type, line.body).length === 0)
      return no(`${line.type} holds no words of a person, but facts, times, seats or signatures.`);
    const remains = remainsOf(line.body);
    const { command: _command, ...fields } = remains;
    if (!reviewEventSchemas[line.type].safeParse(fields).success)
      return no(`${line.type} would not be what it is without its words.`);
    erased.push({ seq, remains });
  }
  if (erased.length === 0) return refuse('J15', 'Nothing was chosen.', 'Choose at least one event.');
  const without = lines.map((line) => (wanted.has(line.seq) ? withoutBody(line) : line));
  const remains = new Map(erased.map((each) => [each.seq, each.remains]));
  const put = (line: JournalLine): JournalLine => ({ ...line, body: remains.get(line.seq) ?? line.body ?? {} });
  const folded = foldReviewLines(withRemains(lines).map(put));
  return folded.ok
    ? ok({ erased, lines: without })
    : refuse(
        'J15',
        `Without these words the review could not be read any further: ${folded.error.message}`,
        'Leave that event out.',
      );
}

/** The statement that the deciding person signs, in canonical form. */
export function erasurePayload(
  { erased, lines }: PlannedErasure,
  by: Pick<ErasureStatement, 'review' | 'signer' | 'reason' | 'at'>,
): string {
  const named = erased.map(({ seq, remains }) => ({
    seq,
    bodyHash: lines[seq - 1]?.bodyHash ?? '',
    remains: sha256Hex(canonicalJson(remains as Json)),
  }));
  return canonicalJson({ _type: erasureType, ...by, erased: named });
}
