import { useState } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import type { ConfiguredSource } from '../../../shared/domain/workspace/sources.ts';
import { call } from '../../host/client.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { useSourceKinds } from './use-source-kinds.ts';
import styles from './sources.module.css';

/** What a source is called, what of it is read and how far back. Its address stays: what was read belongs to it. */
export function ChangeSource({ source }: { readonly source: ConfiguredSource }) {
  const { kinds, fault: unknown } = useSourceKinds();
  const [title, setTitle] = useState(source.title);
  const [values, setValues] = useState<{ readonly [field: string]: string }>(source.config);
  const [historyDays, setHistoryDays] = useState(String(source.historyDays));
  const [told, setTold] = useState<CallFault | 'kept' | null>(null);
  const fault = told === 'kept' ? null : told;
  const fields =
    kinds?.find(({ id }) => id === source.connector)?.fields.filter(({ name }) => name !== 'address') ?? [];
  const faultOf = (path: string) => (fault?.path === path ? { fault: fault.message } : {});
  const isOfAField = ['title', 'historyDays', ...fields.map(({ name }) => `config.${name}`)].includes(
    fault?.path ?? '',
  );
  const keep = async () => {
    const changed = { id: source.id, title, config: { ...values }, historyDays: Number(historyDays) };
    const answer = await call('source.change', changed);
    setTold(answer.ok ? 'kept' : answer.error);
  };
  return (
    <form className={styles['work']} onSubmit={(event) => (event.preventDefault(), void keep())}>
      <div className={styles['mapping']}>
        <TextField
          label="Called"
          maxLength={120}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
          {...faultOf('title')}
        />
        {fields.map(({ name, label, example, needed }) => (
          <TextField
            key={name}
            label={needed ? `${label} (needed)` : label}
            hint={`such as ${example}`}
            value={values[name] ?? ''}
            onChange={(event) => setValues({ ...values, [name]: event.target.value })}
            {...faultOf(`config.${name}`)}
          />
        ))}
        <TextField
          label="History, in days"
          inputMode="numeric"
          value={historyDays}
          onChange={(event) => setHistoryDays(event.target.value)}
          {...faultOf('historyDays')}
        />
      </div>
      {[unknown, fault].map((each) => each !== null && !isOfAField && <Refusal key={each.code} fault={each} />)}
      <div className={styles['row']}>
        <Button type="submit">Keep the changes</Button>
        {told === 'kept' && (
          <p role="status">
            <Mark tone="calm">kept; the next sync reads so</Mark>
          </p>
        )}
      </div>
    </form>
  );
}
