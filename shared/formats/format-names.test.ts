import { describe, expect, it } from 'vitest';
import { formatNames } from './format-names.ts';
import { formatIds } from './formats.ts';

describe('names of formats', () => {
  it('[I26] are those of the formats that there are, in their order', () => {
    expect(formatNames).toEqual(formatIds);
  });
});
