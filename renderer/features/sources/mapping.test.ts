import { expect, it } from 'vitest';
import { emptyMapping } from '../../../shared/domain/release/column-mapping.ts';
import { withColumn, withConstant, withZone } from './mapping.ts';

it('gives a field a column or a constant, never both', () => {
  const constant = withConstant(emptyMapping, 'service', 'checkout');
  const column = withColumn(constant, 'service', 'app');
  expect(column).toEqual({ columns: { service: 'app' }, constants: {} });
  expect(withConstant(column, 'service', 'checkout')).toEqual(constant);
});

it('takes a column, a constant and the zone away again', () => {
  const full = withZone(withColumn(emptyMapping, 'version', 'tag'), '+02:00');
  expect(full.zone).toBe('+02:00');
  expect(withZone(withColumn(full, 'version', ''), '')).toEqual(emptyMapping);
  expect(withConstant(withConstant(emptyMapping, 'unit', 'ms'), 'unit', '')).toEqual(emptyMapping);
});
