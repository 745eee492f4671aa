import { expect, it } from 'vitest';
import type { Said } from './packet.ts';
import { emptyDraft, readDraft, withoutSaid, withSaid } from './draft.ts';

const fact: Said = { kind: 'fact', id: 'fact1', text: 'It rained.', happenedAt: 5 };

it('[M7.5] a draft survives being kept, and what is broken of it does not take the rest along', () => {
  const draft = { author: 'ops-01', said: [fact], signed: { 'ops-01': 2 } };
  expect(readDraft(JSON.stringify(draft))).toEqual(draft);
  expect(readDraft(JSON.stringify({ ...draft, said: [fact, { kind: 'fact' }, 7] }))).toEqual(draft);
  for (const kept of [null, '', '{', '[]', '{"said":3}']) expect(readDraft(kept)).toEqual(emptyDraft);
});

it('[M7.5] has one hand and one rewording of a thing, and may say many new things', () => {
  const agree = (agrees: boolean): Said => ({ kind: 'agree', agrees });
  const reword = (text: string): Said => ({ kind: 'reword', of: 'fact9', text });
  const said = [fact, agree(true), reword('a'), agree(false), reword('b')].reduce(withSaid, [] as readonly Said[]);
  expect(said).toEqual([fact, agree(false), reword('b')]);
  expect(withoutSaid(said, fact)).toEqual([agree(false), reword('b')]);
});
