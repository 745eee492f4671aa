import { describe, expect, it } from 'vitest';
import type { ReviewCommand } from '../review/commands.ts';
import { goTo, member, openTestReview, startTestReview } from '../review/test-review.ts';

const minute = 60_000;
const note = (id: string, text = `note ${id}`): ReviewCommand => ({
  type: 'note.take',
  id,
  text,
  author: member('eng-01'),
});

describe('the scribe’s lines', () => {
  it('[M3.5] a line is stamped with the meeting’s time, without what was paused', () => {
    const test = startTestReview();
    test.pass(2 * minute);
    test.done(note('note1'));
    test.done({ type: 'meeting.pause', reason: 'tea' });
    test.pass(10 * minute);
    test.done(note('note2'));
    test.done({ type: 'meeting.resume' });
    test.pass(minute);
    test.done(note('note3'));
    expect(test.review().notes.map((each) => each.meetingMs / minute)).toEqual([2, 2, 3]);
    expect(test.review().notes[2]).toMatchObject({ item: 'open', at: test.now, author: 'eng-01' });
  });

  it('[M3.5] a line put in other words keeps its time; undo brings the first words back', () => {
    const test = startTestReview();
    test.done(note('note1', 'pool 512'));
    const { at } = test.review().notes[0] ?? {};
    test.pass(minute);
    test.done({ type: 'note.reword', note: 'note1', text: 'the pool was 512' });
    expect(test.review().notes[0]).toMatchObject({ text: 'the pool was 512', at });
    test.done({ type: 'undo' });
    expect(test.review().notes[0]).toMatchObject({ text: 'pool 512', at });
    expect(test.refused({ type: 'note.reword', note: 'note9', text: 'x' })).toBe('M3.5');
  });

  it('[M1.1] whoever writes is of the roster', () => {
    const stranger: ReviewCommand = { type: 'note.take', id: 'note1', text: 'x', author: member('nobody-9') };
    expect(startTestReview().refused(stranger)).toBe('M1.1');
  });

  it('[H1] nothing is noted before the meeting or after its close; noting changes no agreement', () => {
    expect(openTestReview().refused(note('note1'))).toBe('H1');
    const test = startTestReview();
    goTo(test, 'agree');
    test.done({ type: 'facts.agree', inFavour: 3 });
    test.done(note('note1'));
    expect(test.review().factsAgreed).not.toBeNull();
    goTo(test, 'sign');
    test.done({ type: 'review.close', summary: 'done' });
    expect(test.refused(note('note2'))).toBe('H1');
  });
});
