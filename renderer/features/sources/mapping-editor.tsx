import { useId } from 'react';
import type { ColumnMapping } from '../../../shared/domain/release/column-mapping.ts';
import { genericFields, requiredFields } from '../../../shared/formats/fields.ts';
import { SelectField, TextField } from '../../ui/field.tsx';
import { isGenericFormat } from './generic-format.ts';
import { withColumn, withConstant, withZone } from './mapping.ts';
import styles from './sources.module.css';

type Props = {
  readonly format: string;
  readonly columns: readonly string[];
  readonly unknownColumns: readonly string[];
  readonly mapping: ColumnMapping;
  /** Columns that were recognised by their names. */
  readonly found: { readonly [field: string]: string };
  readonly onChange: (mapping: ColumnMapping) => void;
};

/** What a file of a fixed format says once for all its rows, where it says it at all. */
function wholeFileFields(format: string): readonly string[] {
  if (format === 'git-commits') return ['repository'];
  return isGenericFormat(format) ? [] : ['service'];
}

const zones = Intl.supportedValuesOf('timeZone');

/** Which column is which field; a field without a column may have one value for every row. */
export function MappingEditor({ format, columns, unknownColumns, mapping, found, onChange }: Props) {
  const listId = useId();
  return (
    <div className={styles['mapping']}>
      <TextField
        label="Zone of times that carry none"
        hint="an IANA name or an offset: Europe/Berlin, +02:00"
        list={listId}
        value={mapping.zone ?? ''}
        onChange={(event) => onChange(withZone(mapping, event.target.value))}
      />
      <datalist id={listId}>
        {['UTC', ...zones].map((zone) => (
          <option key={zone} value={zone}>
            {zone}
          </option>
        ))}
      </datalist>
      {isGenericFormat(format) &&
        genericFields[format].map(({ name }) => {
          const constant = mapping.constants[name];
          const column = mapping.columns[name] ?? (constant === undefined ? found[name] : undefined) ?? '';
          const isNeeded = requiredFields[format].some((group) => group.includes(name));
          return (
            <div key={name} className={styles['fieldRow']}>
              <SelectField
                label={isNeeded ? `${name} (needed)` : name}
                value={column}
                onChange={(event) => onChange(withColumn(mapping, name, event.target.value))}
              >
                <option value="">no column</option>
                {!columns.includes(column) && column !== '' && <option value={column}>{column}</option>}
                {columns.map((each) => (
                  <option key={each} value={each}>
                    {each}
                  </option>
                ))}
              </SelectField>
              {column === '' && (
                <TextField
                  label={`${name} of every row`}
                  value={constant ?? ''}
                  onChange={(event) => onChange(withConstant(mapping, name, event.target.value))}
                />
              )}
            </div>
          );
        })}
      {wholeFileFields(format).map((name) => (
        <TextField
          key={name}
          label={`${name} of every row`}
          hint="where the file does not say"
          value={mapping.constants[name] ?? ''}
          onChange={(event) => onChange(withConstant(mapping, name, event.target.value))}
        />
      ))}
      {unknownColumns.length > 0 && (
        <p className={styles['wide']}>
          Columns that mean nothing to Hotwash and are left out: {unknownColumns.join(', ')}.
        </p>
      )}
    </div>
  );
}
