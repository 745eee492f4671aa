import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askWhatWasHeard, isHeard } from './heard-words.ts';

const words = ['amber', 'basin', 'cargo', 'delta', 'ember', 'fjord', 'gable', 'haven'];

describe('what was heard of a key’s words', () => {
  it('asks for two places, each with its word among two others', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat(1_000_000)), (numbers) => {
        const draw = (below: number): number => Number(numbers.next().value) % below;
        const questions = askWhatWasHeard(words, draw);
        expect(new Set(questions.map(({ place }) => place)).size).toBe(2);
        for (const { place, choices } of questions) {
          expect(new Set(choices).size).toBe(3);
          expect(choices).toContain(words[place]);
        }
        const right = questions.map(({ place }) => words[place] ?? null);
        expect(isHeard(words, questions, right)).toBe(true);
        expect(isHeard(words, questions, [right[0] ?? null, null])).toBe(false);
        const other = questions[1]?.choices.find((choice) => choice !== right[1]) ?? null;
        expect(isHeard(words, questions, [right[0] ?? null, other])).toBe(false);
      }),
    );
  });
});
