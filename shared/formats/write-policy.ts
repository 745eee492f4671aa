import { Document, isMap, isScalar, isSeq, visit } from 'yaml';
import type { Policy } from '../domain/policy/policy.ts';

/** What each section is, above it. */
const comments: Readonly<Record<keyof Policy, string>> = {
  policy: 'An overlay names this id. Raise the version with every change.',
  version: '',
  tiers: 'What a light and a full review ask for.',
  triggers: 'All conditions of a rule hold; the strictest rule that matches decides.',
  cohortAbovePerDay: 'With more production deployments in a day: reviewed as a cohort.',
  calendar: 'When reviews are held. Times of day are where each attendee is.',
  escalation: 'Who is asked, for how long. next: the ladder that follows, or null.',
  rota: 'How many weeks a turn as facilitator is remembered.',
  retention: 'How long records, recordings and transcripts are kept; transcripts without a number as long as records.',
  taxonomy: 'Classes of causes. needs: of each list, one kind of evidence a validated cause rests on.',
  recurrence: 'From how many alike findings, in how many days: systemic; to the architecture board.',
  wording: 'Role nouns of your own; phrases allowed here; rules that are off (W4).',
};

/** A policy as YAML with a line about each section. Read again, it is the same policy. */
export function writePolicy(policy: Policy): string {
  const document = new Document(policy, { schema: 'core', version: '1.2' });
  if (isMap(document.contents))
    for (const { key } of document.contents.items) {
      if (!isScalar(key)) continue;
      const comment = new Map<unknown, string>(Object.entries(comments)).get(key.value);
      if (comment === undefined || comment === '') continue;
      key.commentBefore = ` ${comment}`;
      key.spaceBefore = key.value !== 'policy';
    }
  visit(document, {
    // Older readers of YAML take a bare 09:00 for a number of minutes, and a bare day for an instant.
    Scalar: (_, node) => {
      if (typeof node.value === 'string' && /^\d\d(?::\d\d|\d\d-\d\d-\d\d)$/.test(node.value))
        node.type = 'QUOTE_DOUBLE';
    },
    Seq: (_, node) => {
      if (node.items.every(isScalar)) node.flow = true;
    },
    Map: (_, node, path) => {
      const isSmall =
        node.items.length <= 4 &&
        node.items.every(({ value }) => isScalar(value) || (isSeq(value) && value.items.every(isScalar)));
      if (isSmall && isSeq(path.at(-1))) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 110, flowCollectionPadding: false });
}
