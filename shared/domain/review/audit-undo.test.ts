import { describe, expect, it } from 'vitest';
import { causePropose, claimAdd, goTo, startTestReview, type TestReview } from './test-review.ts';

const commandOf = (test: TestReview, type: string): string =>
  test.events.findLast((event) => event.type === type)?.command ?? '';
const forgeUndo = (test: TestReview, target: string): void =>
  test.append({ type: 'command.undone.v1', body: { target } });

function closedReview(): TestReview {
  const test = startTestReview();
  goTo(test, 'actions');
  test.done({ type: 'review.close', summary: 'done' });
  return test;
}

describe('an undo that nobody could have asked for', () => {
  it('[H2] does not open a closed review again: the closing stands, and the line is found', () => {
    const test = closedReview();
    forgeUndo(test, commandOf(test, 'review.closed.v1'));
    expect(test.folded().fault).toMatchObject({ rule: 'H2', seq: test.events.length });
    expect(test.review().phase).toBe('closed');
  });

  it.each(['meeting.started.v1', 'facts.agreed.v1', 'item.entered.v1', 'seat.filled.v1'])(
    '[H2] does not take back %s',
    (type) => {
      const test = startTestReview();
      goTo(test, 'causes');
      const before = test.review();
      forgeUndo(test, commandOf(test, type));
      expect(test.folded().fault).toMatchObject({ rule: 'H2', seq: test.events.length });
      expect(test.review()).toEqual(before);
    },
  );

  it('[H2] does not reach behind the agreement on the facts', () => {
    const test = startTestReview();
    test.done(claimAdd('clm1'));
    goTo(test, 'causes');
    const before = test.review();
    forgeUndo(test, commandOf(test, 'claim.added.v1'));
    expect(test.folded().fault).toMatchObject({ rule: 'H2' });
    expect(test.review()).toEqual(before);
  });

  it('[H2] does not pass over what came later, and nothing is brought back that was not taken back', () => {
    const test = startTestReview();
    test.done(claimAdd('clm1'));
    const first = commandOf(test, 'claim.added.v1');
    test.done(claimAdd('clm2'));
    forgeUndo(test, first);
    expect(test.folded().fault?.rule).toBe('H2');
    expect(test.review().claims.map(({ id }) => id)).toEqual(['clm1', 'clm2']);
    const redone = startTestReview();
    redone.done(claimAdd('clm1'));
    redone.append({ type: 'command.redone.v1', body: { target: commandOf(redone, 'claim.added.v1') } });
    expect(redone.folded().fault?.rule).toBe('H2');
  });

  it('[H2] leaves what can be undone: both ways, over and over', () => {
    const test = startTestReview();
    goTo(test, 'causes');
    for (const id of ['cau1', 'cau2', 'cau3']) test.done(causePropose(id));
    for (const type of ['undo', 'undo', 'redo', 'undo', 'undo', 'redo', 'redo', 'redo'] as const) test.done({ type });
    expect(test.folded().fault).toBeNull();
    expect(test.review().causes.map(({ id }) => id)).toEqual(['cau1', 'cau2', 'cau3']);
  });
});
