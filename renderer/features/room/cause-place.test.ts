import { describe, expect, it } from 'vitest';
import { plainCause as cause } from '../../../shared/domain/cause/cause-fixture.ts';
import { boneOf, placeBelow, placeOnNextBone, placeOut, proposeAt, type AskingCause } from './cause-place.tsx';

const causes = [
  cause('first', null, 'process'),
  cause('other', null, 'detection'),
  cause('last', null, 'process'),
  cause('why', 'first', 'process'),
];
const review = { causes };
const asking = (parent: string | null, after: string | null): AskingCause => ({ kind: 'cause', parent, after });

describe('where the cause that is typed will hang', () => {
  it('[M4.6] right after the one it is typed beside, on its bone', () => {
    expect(proposeAt(review, asking(null, 'first'))).toMatchObject({
      parent: null,
      category: 'process',
      before: 'last',
    });
    expect(proposeAt(review, asking(null, 'last'))).toMatchObject({ category: 'process', before: null });
    expect(proposeAt(review, asking(null, null))).toMatchObject({ category: 'change', before: null });
  });

  it('[M4.6] a level in and out, and on the bone that was chosen', () => {
    const below = placeBelow(review, asking(null, 'first'), 'first');
    expect(proposeAt(review, below)).toMatchObject({ parent: 'first', category: 'process', before: null });
    expect(placeOut(review, below)).toMatchObject({ parent: null, after: 'first' });
    expect(placeOut(review, asking(null, 'first'))).toBeUndefined();
    expect(boneOf(review, placeOnNextBone(review, asking(null, 'other')))).toBe('process');
    expect(placeOnNextBone(review, asking(null, 'other'))).toMatchObject({ parent: null, after: 'last' });
  });

  it('[M4.6] on the bone of a cause that is not told of yet', () => {
    const below = placeBelow(review, { ...asking(null, 'first'), bone: 'process' }, 'sent');
    expect(proposeAt(review, below)).toMatchObject({ parent: 'sent', category: 'process' });
  });
});
