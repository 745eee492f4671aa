import { beforeEach, describe, expect, it } from 'vitest';
import { goTo, startTestReview } from '../../../shared/domain/review/test-review.ts';
import { keepDraft, readRoom } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { roomKeys } from './room-keys.ts';

const review = () => {
  const test = startTestReview();
  goTo(test, 'facts');
  return test.review();
};
const nothing = () => undefined;

describe('holding what was typed', () => {
  const id = 'held';
  const hold = (): void => {
    const room = { id, review: { ...review(), id }, state: readRoom(id) } as unknown as RoomView;
    const keys = roomKeys(room, 0, { kind: 'fact' }, { leave: nothing, onSize: nothing, onHelp: nothing });
    keys.find(({ key }) => key === 'h')?.run();
  };
  beforeEach(() => {
    for (const field of ['fact', 'idea']) keepDraft(id, field, '');
  });

  it('[M3.1] takes a half-typed fact as the idea', () => {
    keepDraft(id, 'fact', 'the pool is too small');
    hold();
    expect(readRoom(id).drafts).toEqual({ idea: 'the pool is too small' });
  });

  it('[M3.1] keeps an idea that was begun before', () => {
    keepDraft(id, 'idea', 'nobody reads defaults');
    keepDraft(id, 'fact', 'the pool is too small');
    hold();
    expect(readRoom(id).drafts).toEqual({ idea: 'nobody reads defaults · the pool is too small' });
  });

  it('[M3.1] leaves an idea alone where no fact was typed', () => {
    keepDraft(id, 'idea', 'nobody reads defaults');
    hold();
    expect(readRoom(id).drafts).toEqual({ idea: 'nobody reads defaults' });
  });
});
