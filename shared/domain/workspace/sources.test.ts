import { expect, it } from 'vitest';
import { emptyMapping } from '../release/column-mapping.ts';
import { mappingFits, sourceIdOf, sourceIdSchema, withMappingSaved } from './sources.ts';

it('names a source by its title, and never as another', () => {
  const taken = new Set<string>();
  const ids = ['Checkout · GitHub', 'checkout github', '42', 'Überwachung', '日本'].map((title) => {
    const id = sourceIdOf(title, (each) => taken.has(each));
    taken.add(id);
    return id;
  });
  expect(ids).toEqual(['checkout-github', 'checkout-github-2', 'source', 'u-berwachung', 'source-2']);
  expect(ids.every((id) => sourceIdSchema.safeParse(id).success)).toBe(true);
});

it('offers a saved mapping only to files that have all its columns', () => {
  const saved = { name: 'CI export', format: 'deployments', mapping: { columns: { service: 'app' }, constants: {} } };
  expect(mappingFits(saved, ['app', 'when'])).toBe(true);
  expect(mappingFits(saved, ['when'])).toBe(false);
  expect(mappingFits({ ...saved, mapping: emptyMapping }, ['app'])).toBe(false);
});

it('replaces a mapping that is saved again under its name', () => {
  const one = { name: 'b', format: 'deployments', mapping: emptyMapping };
  const other = { ...one, name: 'a' };
  const again = { ...one, format: 'incidents' };
  expect(withMappingSaved(withMappingSaved([one], other), again)).toEqual([other, again]);
});
