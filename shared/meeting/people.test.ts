import { describe, expect, it } from 'vitest';
import { startTestReview } from '../domain/review/test-review.ts';
import { ownerInRoom } from './people.ts';

describe('people on the room’s screen', () => {
  it('[M3.4] names an owner who is in the room by code, and one who is absent by role alone', () => {
    const test = startTestReview();
    const [here = ''] = test.review().present;
    const absent = test.workspace.members.find(({ id }) => !test.review().present.includes(id));
    if (absent === undefined) throw new Error('Everybody is in the room.');
    expect(ownerInRoom(test.review(), test.workspace, here)).toMatch(/ \d\d$/);
    expect(ownerInRoom(test.review(), test.workspace, absent.id)).toBe(`somebody of ${absent.role}`);
    expect(ownerInRoom(test.review(), test.workspace, 'gone-99')).toBe('somebody not here');
  });
});
