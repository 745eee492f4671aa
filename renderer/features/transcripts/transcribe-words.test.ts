import { expect, it } from 'vitest';
import type { Engine } from '../../../shared/domain/speech/engine.ts';
import { clockOf, engineInWords, etaInWords, usableEngines } from './transcribe-words.ts';

const rough: Engine = {
  id: 'pocketsphinx',
  engine: 'pocketsphinx',
  model: 'pocketsphinx en-us',
  languages: ['en-US'],
  licence: 'BSD-2-Clause',
  isRough: true,
  state: { kind: 'available', version: '0.8', modelSha256: 'a'.repeat(64) },
};
const model: Engine = { ...rough, id: 'model:x', engine: 'sherpa-onnx', model: 'X', isRough: false };
const broken: Engine = { ...model, id: 'model:y', state: { kind: 'missing', why: 'w', todo: 't' } };

it('says how far and how long, never more exactly than is known', () => {
  expect([0, 61_000, 3_723_999].map(clockOf)).toEqual(['0:00:00', '0:01:01', '1:02:03']);
  expect([null, 4000, 61_000, 5_000_000, 9_000_000].map(etaInWords)).toEqual([
    '',
    'less than a minute left',
    'about 1 min left',
    'about 83 min left',
    'about 3 h left',
  ]);
});

it('offers models before rough drafts, and nothing that cannot be used', () => {
  expect(usableEngines([rough, broken, model]).map(({ id }) => id)).toEqual(['model:x', 'pocketsphinx']);
  expect(engineInWords(rough)).toBe('pocketsphinx en-us · en-US · rough drafts');
});
