import type { ColumnMapping } from '../../../shared/domain/release/column-mapping.ts';

/** `column` '' takes the field's column away. A column and a constant exclude each other. */
export function withColumn(mapping: ColumnMapping, field: string, column: string): ColumnMapping {
  if (column === '') return { ...mapping, columns: without(mapping.columns, field) };
  return {
    ...mapping,
    columns: { ...mapping.columns, [field]: column },
    constants: without(mapping.constants, field),
  };
}

/** `value` '' takes the field's constant away. */
export function withConstant(mapping: ColumnMapping, field: string, value: string): ColumnMapping {
  if (value === '') return { ...mapping, constants: without(mapping.constants, field) };
  return {
    ...mapping,
    columns: without(mapping.columns, field),
    constants: { ...mapping.constants, [field]: value },
  };
}

export function withZone({ zone: _zone, ...rest }: ColumnMapping, zone: string): ColumnMapping {
  return zone === '' ? rest : { ...rest, zone };
}

function without(record: { readonly [field: string]: string }, field: string): { readonly [field: string]: string } {
  const { [field]: _taken, ...rest } = record;
  return rest;
}
