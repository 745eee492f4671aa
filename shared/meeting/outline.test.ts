import { describe, expect, it } from 'vitest';
import { plainCause as cause } from '../domain/cause/cause-fixture.ts';
import type { Cause } from '../domain/cause/cause.ts';
import type { RowId } from '../domain/ids.ts';
import { causeCanvasText, causeSupportText, keyMove, outlineRows } from './outline.ts';

const piece = (id: string, bearing: 'supports' | 'contradicts'): Cause['evidence'][number] => ({
  id,
  bearing,
  locator: { type: 'build', id: 'bui1' as RowId },
  hash: '0'.repeat(64),
  label: 'a build',
  capturedAt: 0,
});

describe('the outline by bones', () => {
  const causes = [cause('proc', null, 'process'), cause('conf', null, 'configuration'), cause('late', null, 'process')];

  it('[M4.6] reads bone by bone in their order, and counts positions within a bone', () => {
    const read = outlineRows(causes, new Set()).map((row) => `${row.cause.id} ${row.position}/${row.setSize}`);
    expect(read).toEqual(['conf 1/1', 'proc 1/2', 'late 2/2']);
  });

  it('[M4.6] goes on to the neighbouring bone at the end of one', () => {
    expect(keyMove(causes, 'late', 'up')).toMatchObject({ category: 'process', before: 'proc' });
    expect(keyMove(causes, 'proc', 'up')).toEqual({ parent: null, category: 'detection', before: null });
    expect(keyMove(causes, 'conf', 'up')).toEqual({ parent: null, category: 'change', before: null });
    expect(keyMove([cause('one', null)], 'one', 'up')).toBeUndefined();
  });

  it('[M4.6] holds 20,000 causes below each other and beside each other', () => {
    const chain = Array.from({ length: 20_000 }, (_, index) =>
      cause(`c${index}`, index === 0 ? null : `c${index - 1}`),
    );
    const rows = outlineRows(chain, new Set());
    expect(rows.at(-1)).toMatchObject({ level: 20_000, position: 1, setSize: 1 });
    const flat = Array.from({ length: 20_000 }, (_, index) => cause(`c${index}`, null));
    expect(outlineRows(flat, new Set()).at(-1)).toMatchObject({ level: 1, position: 20_000, setSize: 20_000 });
  });
});

describe('what a cause still needs, in words', () => {
  const evidence = [piece('one', 'supports'), piece('two', 'supports'), piece('not', 'contradicts')];

  it('[M4.6] tells what speaks against it beside what carries it', () => {
    const supported: Cause = { ...cause('a', null), state: { name: 'supported' }, evidence };
    expect(causeSupportText(supported)).toBe('supported by 2 pieces of evidence, 1 against');
    expect(causeCanvasText(supported)).toBe('2 pieces, 1 against');
    expect(causeCanvasText(cause('a', null))).toBe('needs evidence');
  });

  it('[M4.6] tells why a cause was rejected without a full stop before a comma', () => {
    const rejected = (reason: string): string =>
      causeCanvasText({ ...cause('a', null), state: { name: 'rejected', reason }, evidence: evidence.slice(-1) });
    expect(rejected('No scan shows it.')).toBe('No scan shows it, 1 against');
    expect(rejected('No scan shows it …')).toBe('No scan shows it …, 1 against');
    expect(rejected('Who says so...')).toBe('Who says so..., 1 against');
  });

  it('[M4.6] tells a condition, a gate of what is below, and what is folded away', () => {
    const gated: Cause = { ...cause('a', null), kind: 'condition', gate: 'and' };
    expect(causeCanvasText(gated, 3)).toBe('condition, needs evidence, AND of 3');
    expect(causeCanvasText(gated, 0)).toBe('condition, needs evidence');
    expect(causeCanvasText(cause('a', null), 2, false)).toBe('needs evidence, +2 below');
  });
});
