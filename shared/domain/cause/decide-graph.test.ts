import { describe, expect, it } from 'vitest';
import {
  causePropose,
  causeRules,
  claimAdd,
  goTo,
  member,
  startTestReview,
  type TestReview,
} from '../review/test-review.ts';
import type { CommandOf, ReviewCommand } from '../review/commands.ts';
import { mostCauses, mostLevels } from './cause.ts';

const inCauses = (...ids: readonly string[]): TestReview => {
  const test = startTestReview();
  test.done(claimAdd('clm1'));
  goTo(test, 'causes');
  for (const id of ids) test.done(causePropose(id));
  return test;
};

type Pasted = CommandOf<'cause.paste'>['causes'][number];
const line = (id: string, under: number | null, more: Partial<Pasted> = {}): Pasted => ({
  id,
  text: `cause ${id}`,
  under,
  category: 'process',
  ...more,
});
const paste = (causes: readonly Pasted[], parent: string | null = null): ReviewCommand => ({
  type: 'cause.paste',
  author: member('ops-01'),
  parent,
  causes: [...causes],
});
const link = (cause: string, to: string): ReviewCommand => ({ type: 'cause.link', cause, to });
const messageOf = (test: TestReview, command: ReviewCommand): string => {
  const verdict = test.run(command);
  return verdict.ok ? 'carried out' : `${verdict.error.rule} ${verdict.error.message} ${verdict.error.satisfy}`;
};

describe('a pasted tree', () => {
  it('[M4.6] is one step: every cause below the one it hangs on, on its bone, and one undo takes it back', () => {
    const test = inCauses('caua');
    const tree = [line('cau1', null), line('cau2', 0, { category: 'change' }), line('cau3', 1), line('cau4', null)];
    test.done(paste(tree));
    expect(test.review().causes.map(({ id, parent, category }) => [id, parent, category])).toEqual([
      ['caua', null, 'configuration'],
      ['cau1', null, 'process'],
      ['cau2', 'cau1', 'process'],
      ['cau3', 'cau2', 'process'],
      ['cau4', null, 'process'],
    ]);
    test.done(paste([line('cau5', null)], 'caua'));
    expect(test.review().causes.at(-1)).toMatchObject({ parent: 'caua', category: 'configuration', author: 'ops-01' });
    test.done(paste(tree));
    expect(test.review().causes).toHaveLength(6);
    test.done({ type: 'undo' });
    test.done({ type: 'undo' });
    expect(test.review().causes.map(({ id }) => id)).toEqual(['caua']);
    test.done({ type: 'redo' });
    expect(test.review().causes).toHaveLength(5);
  });

  it.each<[string, ReviewCommand]>([
    ['one of them is there', paste([line('cau1', null), line('caua', null)])],
    ['two have one id', paste([line('cau1', null), line('cau1', null)])],
    ['one hangs on a later one', paste([line('cau1', 1), line('cau2', null)])],
    ['one hangs on itself', paste([line('cau1', 0)])],
    ['what it should hang on is not there', paste([line('cau1', null)], 'caux')],
  ])('[M4.6] is taken whole or not at all: %s', (_what, command) => {
    const test = inCauses('caua');
    expect(test.refused(command)).toBe('M4.6');
    expect(test.review().causes).toHaveLength(1);
  });

  it('[M4.6] hangs at most 100 levels deep, pasted, proposed or moved', () => {
    const test = inCauses('caua', 'caub');
    const chain = Array.from({ length: mostLevels - 1 }, (_each, index) =>
      line(`deep${index}`, index === 0 ? null : index - 1),
    );
    test.done(paste(chain, 'caua'));
    const last = `deep${mostLevels - 2}`;
    expect(messageOf(test, causePropose('cauc', last))).toBe(
      'M4.6 It would reach 101 levels deep, and causes hang at most 100 levels below a bone. Nothing was changed. Hang it higher up.',
    );
    expect(test.refused(paste([line('cauc', null)], last))).toBe('M4.6');
    const move = { type: 'cause.move' as const, category: 'process' as const, before: null };
    expect(test.refused({ ...move, cause: 'caub', parent: last })).toBe('M4.6');
    expect(test.refused({ ...move, cause: 'caua', parent: 'caub' })).toBe('M4.6');
    test.done({ ...move, cause: 'deep0', parent: 'caub' });
    expect(test.folded().fault).toBeNull();
  });

  it('[M4.6] says both numbers when a review cannot hold so many', () => {
    const test = inCauses();
    test.append({
      type: 'causes.pasted.v1',
      body: {
        author: member('ops-01'),
        causes: Array.from({ length: mostCauses - 1 }, (_, index) => ({
          id: `c${String(index).padStart(5, '0')}`,
          parent: null,
          category: 'process' as const,
          text: 'x',
        })),
      },
    });
    expect(messageOf(test, paste([line('cau1', null), line('cau2', null)]))).toBe(
      'M4.6 With these 2 there would be 20,001 causes, and one review holds at most 20,000. Nothing was taken, and the 19,999 that are there stay. Take in fewer, or remove what nobody needs.',
    );
    test.done(causePropose('cau1'));
    expect(test.refused(causePropose('cau2'))).toBe('M4.6');
  });

  it('[M3.3] names the one whose words lay blame, and takes none of them', () => {
    const test = inCauses();
    const blame = `The operator forgot to drain the node ${'and the next '.repeat(9)}`.trim();
    const tree = paste([line('cau1', null), line('cau2', 0, { text: blame }), line('cau3', null)]);
    expect(messageOf(test, tree)).toMatch(
      /^M3\.3 Number 2, “The operator forgot to drain the node and the next and the n…”: .*\(W1\)\. Nothing was taken\. Write: /,
    );
    expect(test.review().causes).toEqual([]);
    test.done({ ...tree, wording: { reason: 'Quoted.' } } as ReviewCommand);
    expect(test.review().wordingOverrides.map(({ target }) => target)).toEqual([{ kind: 'cause', id: 'cau2' }]);
  });

  it('[M3.1] [M1.1] is not held in Facts, and its author is of the roster', () => {
    const test = startTestReview();
    expect(messageOf(test, paste([line('cau1', null)]))).toMatch(/^M3\.1 .*Hold them one by one/);
    const stranger = { ...paste([line('cau1', null)]), author: member('nobody') } as ReviewCommand;
    expect(inCauses().refused(stranger)).toBe('M1.1');
  });
});

describe('the effect', () => {
  const word = (more: Partial<CommandOf<'effect.word'>> = {}): ReviewCommand => ({
    type: 'effect.word',
    text: 'Checkout p95 above 800 ms',
    from: null,
    claim: null,
    ...more,
  });

  it('[M4.6] is worded, from a fact where one is given, once', () => {
    const test = inCauses();
    test.done(word({ claim: 'clm1', from: test.now }));
    expect(test.review().effect).toEqual({ text: 'Checkout p95 above 800 ms', claim: 'clm1', from: test.now });
    const written = test.events.length;
    test.done(word({ claim: 'clm1', from: test.now }));
    expect(test.events).toHaveLength(written);
    expect(startTestReview().refused(word())).toBe('M3.1');
  });

  it('[M3.3] began in the past, rests on a fact that is there, and lays no blame', () => {
    const test = inCauses();
    expect(test.refused(word({ claim: 'clm9' }))).toBe('M3.3');
    expect(test.refused(word({ from: test.now + 1 }))).toBe('M3.3');
    const blame = { text: 'The operator forgot to drain the node.' };
    expect(test.refused(word(blame))).toBe('M3.3');
    test.done(word({ ...blame, wording: { reason: 'Quoted.' } }));
    expect(test.review().wordingOverrides.map(({ target }) => target.kind)).toEqual(['effect']);
  });
});

describe('links, gates and marks', () => {
  it('[M4.6] a cause leads to another one besides its parent, never back to itself', () => {
    const test = inCauses('cau1', 'cau2', 'cau3');
    test.done(causePropose('cau4', 'cau1'));
    test.done(link('cau2', 'cau4'));
    test.done(link('cau3', 'cau2'));
    for (const [cause, to] of [
      ['cau1', 'cau1'],
      ['cau1', 'cau4'],
      ['cau1', 'cau2'],
      ['cau1', 'cau3'],
      ['cau4', 'cau3'],
      ['cau4', 'cau1'],
      ['cau1', 'caux'],
      ['caux', 'cau1'],
    ] as const)
      expect(test.refused(link(cause, to))).toBe('M4.6');
    const written = test.events.length;
    test.done(link('cau2', 'cau4'));
    expect(test.events).toHaveLength(written);
    expect(test.review().causes.map(({ links }) => links)).toEqual([[], ['cau4'], ['cau2'], []]);
  });

  it('[M4.6] no move closes a circle through links, and a link to what becomes the parent is taken out', () => {
    const test = inCauses('cau1', 'cau2', 'cau3');
    test.done(link('cau2', 'cau1'));
    test.done(link('cau3', 'cau2'));
    const move = (cause: string, parent: string): ReviewCommand => ({
      type: 'cause.move',
      cause,
      parent,
      category: 'process',
      before: null,
    });
    expect(test.refused(move('cau1', 'cau3'))).toBe('M4.6');
    test.done(move('cau2', 'cau1'));
    expect(test.review().causes.find(({ id }) => id === 'cau2')).toMatchObject({ parent: 'cau1', links: [] });
    expect(test.folded().fault).toBeNull();
  });

  it('[M4.6] what others lead to is not removed before they do so no more', () => {
    const test = inCauses('cau1', 'cau2');
    test.done(link('cau2', 'cau1'));
    expect(test.refused({ type: 'cause.remove', cause: 'cau1' })).toBe('M4.6');
    test.done({ type: 'cause.unlink', cause: 'cau2', to: 'cau1' });
    test.done({ type: 'cause.remove', cause: 'cau1' });
    expect(test.review().causes.map(({ id }) => id)).toEqual(['cau2']);
  });

  it('[M4.6] gates and kinds are said once, of a cause that is there', () => {
    const test = inCauses('cau1');
    const written = test.events.length;
    for (const command of [
      { type: 'cause.gate', cause: 'cau1', gate: 'and' },
      { type: 'cause.gate', cause: 'cau1', gate: 'and' },
      { type: 'cause.mark', cause: 'cau1', kind: 'condition' },
      { type: 'cause.mark', cause: 'cau1', kind: 'condition' },
      { type: 'cause.unlink', cause: 'cau1', to: 'cau9' },
    ] as const)
      test.done(command);
    expect(test.events).toHaveLength(written + 2);
    expect(test.review().causes[0]).toMatchObject({ gate: 'and', kind: 'condition' });
    expect(test.refused({ type: 'cause.gate', cause: 'cau9', gate: 'or' })).toBe('M4.6');
    expect(test.refused({ type: 'cause.mark', cause: 'cau9', kind: 'cause' })).toBe('M4.6');
  });
});

describe('the first cause', () => {
  it('[M4.1] waits for the three questions where the review asks them, and a held idea does not', () => {
    const test = startTestReview({ causes: causeRules });
    test.done(causePropose('idea1'));
    goTo(test, 'causes');
    const takeIdea: ReviewCommand = {
      type: 'cause.take-idea',
      id: 'cau1',
      idea: 'idea1',
      parent: null,
      category: 'change',
    };
    const first = [causePropose('cau1'), paste([line('cau1', null)]), takeIdea];
    for (const command of first) expect(test.refused(command)).toBe('M4.1');
    test.done({ type: 'causes.triage', directEvidence: true, recurring: false, severalComponents: false });
    for (const command of first) {
      test.done(command);
      test.done({ type: 'undo' });
    }
    test.done({ type: 'undo' });
    expect(test.refused(takeIdea)).toBe('M4.1');
    inCauses('cau1');
  });
});
