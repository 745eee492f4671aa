import { useEffect, useState } from 'react';
import type { CallFault, Output } from '../../../shared/contract/procedures.ts';
import { emptyMapping, type ColumnMapping } from '../../../shared/domain/release/column-mapping.ts';
import { planColumns } from '../../../shared/formats/column-plan.ts';
import { formatNames } from '../../../shared/formats/format-names.ts';
import { call } from '../../host/client.ts';
import type { CarriedFile } from '../../host/intake-client.ts';
import { Button } from '../../ui/button.tsx';
import { Loading } from '../../ui/empty.tsx';
import { SelectField } from '../../ui/field.tsx';
import { countOf } from '../../ui/format-number.ts';
import { Refusal } from '../../ui/refusal.tsx';
import { FirstRows } from './first-rows.tsx';
import { isGenericFormat } from './generic-format.ts';
import { MappingEditor } from './mapping-editor.tsx';
import { OfferMappings, SaveMapping } from './saved-mappings.tsx';
import { ProblemTable } from './problem-table.tsx';
import styles from './sources.module.css';

/** How a file is to be read: a format and what its columns mean. */
export type Reading = { readonly format: string | undefined; readonly mapping: ColumnMapping | undefined };
type Preview = Output<'intake.preview'>;

const calmMs = 250;

type Props = {
  readonly carried: CarriedFile;
  readonly onTake: (reading: Reading) => void;
  readonly onLeave: () => void;
};

/** What a file would become, before anything of it is kept; each change of the mapping reads its beginning again. */
export function Look({ carried, onTake, onLeave }: Props) {
  const [reading, setReading] = useState<Reading>({ format: undefined, mapping: undefined });
  const [preview, setPreview] = useState<Preview | null>(null);
  const [fault, setFault] = useState<CallFault | null>(null);
  useEffect(() => {
    let here = true;
    const timer = setTimeout(
      () => {
        void call('intake.preview', toChoice(carried.ticket, reading)).then((answer) => {
          if (!here) return;
          if (answer.ok) setPreview(answer.value);
          setFault(answer.ok ? null : answer.error);
        });
      },
      reading.format === undefined ? 0 : calmMs,
    );
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [carried.ticket, reading]);
  if (preview === null && fault === null) return <Loading what={carried.name} />;
  const refused = fault ?? preview?.blocked ?? null;
  const format = reading.format ?? preview?.format ?? '';
  const mapping = reading.mapping ?? preview?.mapping ?? emptyMapping;
  return (
    <div className={styles['work']}>
      {preview !== null && reading.format === undefined && <p>{preview.why}</p>}
      <div className={styles['choices']}>
        <SelectField
          label="Read as"
          value={format}
          onChange={(event) => setReading({ format: event.target.value, mapping: undefined })}
        >
          {!formatNames.some((id) => id === format) && <option value={format}>not known yet</option>}
          {formatNames.map((id) => (
            <option key={id} value={id}>
              {id.replaceAll('-', ' ')}
            </option>
          ))}
        </SelectField>
      </div>
      {preview !== null && (
        <OfferMappings
          columns={preview.columns}
          onUse={(saved) => setReading({ format: saved.format, mapping: saved.mapping })}
        />
      )}
      {refused !== null && <Refusal fault={refused} />}
      {preview !== null && (
        <>
          <MappingEditor
            format={format}
            columns={preview.columns}
            unknownColumns={preview.unknownColumns}
            mapping={mapping}
            found={recognised(format, preview, mapping)}
            onChange={(next) => setReading({ format, mapping: next })}
          />
          <FirstRows rows={preview.rows} />
          {preview.problems.length > 0 && (
            <>
              <p>{countOf(preview.problems.length, 'row')} of the beginning could not be read so:</p>
              <ProblemTable problems={preview.problems.slice(0, 20)} />
            </>
          )}
        </>
      )}
      <div className={styles['choices']}>
        <Button
          kind="primary"
          disabled={refused !== null || preview === null || preview.rows.length === 0}
          onClick={() => onTake({ format, mapping })}
        >
          Take it in
        </Button>
        <Button onClick={onLeave}>Put it away</Button>
        {reading.mapping !== undefined && <SaveMapping format={format} mapping={reading.mapping} />}
      </div>
    </div>
  );
}

export function toChoice(ticket: string, { format, mapping }: Reading) {
  return {
    ticket,
    ...(format !== undefined && { format }),
    ...(mapping !== undefined && {
      mapping: {
        columns: { ...mapping.columns },
        constants: { ...mapping.constants },
        ...(mapping.defaults !== undefined && { defaults: { ...mapping.defaults } }),
        ...(mapping.zone !== undefined && { zone: mapping.zone }),
      },
    }),
  };
}

/** Columns that are recognised by their names, also while the rows cannot be read for want of a zone. */
function recognised(format: string, preview: Preview, mapping: ColumnMapping): { readonly [field: string]: string } {
  const plan = isGenericFormat(format) ? planColumns(format, preview.columns, mapping) : undefined;
  return plan?.ok === true ? plan.value.columns : preview.mapping.columns;
}
