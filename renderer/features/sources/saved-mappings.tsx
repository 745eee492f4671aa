import { useState } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import type { ColumnMapping } from '../../../shared/domain/release/column-mapping.ts';
import { mappingFits, type SavedMapping } from '../../../shared/domain/workspace/sources.ts';
import { call } from '../../host/client.ts';
import { useWorkspace } from '../../store/workspace-hooks.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Mark } from '../../ui/mark.tsx';
import styles from './sources.module.css';

type OfferProps = { readonly columns: readonly string[]; readonly onUse: (saved: SavedMapping) => void };

/** Mappings that were saved before and whose columns this file has. */
export function OfferMappings({ columns, onUse }: OfferProps) {
  const fitting = (useWorkspace()?.mappings ?? []).filter((saved) => mappingFits(saved, columns));
  if (fitting.length === 0) return null;
  return (
    <div className={styles['choices']} role="group" aria-label="Saved mappings that fit">
      <span className={styles['small']}>Saved mappings that fit:</span>
      {fitting.slice(0, 6).map((saved) => (
        <Button key={saved.name} onClick={() => onUse(saved)}>
          Read as {saved.name}
        </Button>
      ))}
    </div>
  );
}

type SaveProps = { readonly format: string; readonly mapping: ColumnMapping };

/** Keeps a mapping that was made by hand, to be offered for the next file of its kind. */
export function SaveMapping({ format, mapping }: SaveProps) {
  const [name, setName] = useState('');
  const [told, setTold] = useState<CallFault | 'kept' | null>(null);
  const save = async () => {
    const { columns, constants, defaults, zone } = mapping;
    const plain = {
      columns: { ...columns },
      constants: { ...constants },
      ...(defaults !== undefined && { defaults: { ...defaults } }),
      ...(zone !== undefined && { zone }),
    };
    const answer = await call('mapping.save', { name, format, mapping: plain });
    setTold(answer.ok ? 'kept' : answer.error);
  };
  return (
    <form className={styles['inline']} onSubmit={(event) => (event.preventDefault(), void save())}>
      <TextField
        label="Save this mapping as"
        maxLength={80}
        value={name}
        onChange={(event) => (setName(event.target.value), setTold(null))}
        {...(told !== null && told !== 'kept' && { fault: told.message })}
      />
      <Button type="submit" disabled={name.trim() === ''}>
        Save
      </Button>
      {told === 'kept' && (
        <p role="status">
          <Mark tone="calm">saved</Mark>
        </p>
      )}
    </form>
  );
}
