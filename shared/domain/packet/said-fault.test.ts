import { describe, expect, it } from 'vitest';
import type { Said } from './packet.ts';
import { faultInSaid } from './said-fault.ts';

const wording = {
  roster: [{ id: 'ops-01', display: 'Marisol Vega', role: 'operations' }],
  options: {},
};
const fact = (text: string, happenedAt: number | null = null): Said => ({
  kind: 'fact',
  id: 'fact1',
  text,
  happenedAt,
});
const calm = fact('The pool ran out of connections.');

describe('what keeps an answer from being signed', () => {
  it('[M3.3] names the statement by its number, the words and what could stand there', () => {
    const fault = faultInSaid([calm, fact('The engineer forgot to drain the pool.')], 'facts', wording, 0);
    expect(fault).toMatchObject({ rule: 'M3.3' });
    expect(fault?.message).toMatch(/^Statement 2: “.*forgot/);
    expect(fault?.satisfy).not.toBe('');
  });

  it('[M3.3] names of the roster are found in facts, ideas and rewordings of facts and causes, not in comments and actions', () => {
    const named = 'Marisol Vega restarted the pool.';
    const said: readonly (readonly [Said, boolean])[] = [
      [fact(named), true],
      [{ kind: 'idea', id: 'idea1', text: named, category: 'process' }, true],
      [{ kind: 'reword', of: 'fact1', text: named }, true],
      [{ kind: 'comment', id: 'note1', on: null, text: named }, false],
    ];
    const refused = said.filter(([each]) => faultInSaid([each], 'facts', wording, 0) !== undefined);
    expect(refused).toEqual(said.filter(([, isRefused]) => isRefused));
    expect(faultInSaid([{ kind: 'reword', of: 'act1', text: named }], 'actions', wording, 0)).toBeUndefined();
  });

  it('[M3.3] a policy that turns a rule off is heard', () => {
    const named = [fact('Marisol Vega restarted the pool.')];
    expect(faultInSaid(named, 'facts', { ...wording, options: { off: ['W7'] } }, 0)).toBeUndefined();
  });

  it('[M3.3] a fact lies in the past', () => {
    expect(faultInSaid([fact('It will rain.', 2)], 'facts', wording, 1)?.message).toContain('time to come');
    expect(faultInSaid([fact('It rained.', 1)], 'facts', wording, 1)).toBeUndefined();
  });
});
