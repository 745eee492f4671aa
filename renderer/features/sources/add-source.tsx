import { useState } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import type { SourceKind } from '../../../shared/contract/source-procedures.ts';
import { call } from '../../host/client.ts';
import { Button } from '../../ui/button.tsx';
import { Loading } from '../../ui/empty.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { startSync } from './sync-run.ts';
import { TrySource } from './try-source.tsx';
import { useSourceKinds } from './use-source-kinds.ts';
import styles from './sources.module.css';

/** Which source, its fields, its credential, a try, and then it is added and asked for the first time. */
export function AddSource({ onDone }: { readonly onDone: () => void }) {
  const { kinds, fault } = useSourceKinds();
  const [id, setId] = useState('');
  const kind = kinds?.find((each) => each.id === id) ?? kinds?.[0];
  return (
    <section className={styles['adding']} aria-label="A new source">
      {fault !== null && <Refusal fault={fault} />}
      {fault === null && kind === undefined && <Loading what="the kinds of sources" />}
      {kinds !== null && kind !== undefined && (
        <>
          <div className={styles['choices']}>
            <SelectField
              label="Kind of source"
              value={kind.id}
              autoFocus
              onChange={(event) => setId(event.target.value)}
            >
              {kinds.map((each) => (
                <option key={each.id} value={each.id}>
                  {each.title}
                </option>
              ))}
            </SelectField>
            <p className={styles['small']}>brings {kind.brings.join(', ')}</p>
          </div>
          <SourceFields key={kind.id} kind={kind} onDone={onDone} />
        </>
      )}
    </section>
  );
}

function SourceFields({ kind, onDone }: { readonly kind: SourceKind; readonly onDone: () => void }) {
  const [title, setTitle] = useState('');
  const [values, setValues] = useState<{ readonly [field: string]: string }>({});
  const [credential, setCredential] = useState('');
  const [historyDays, setHistoryDays] = useState('180');
  const [fault, setFault] = useState<CallFault | null>(null);
  const [tried, setTried] = useState<CallFault | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const draft = {
    connector: kind.id,
    config: { ...values },
    credential: credential.trim() === '' ? null : credential,
  };
  const faultOf = (field: string) => {
    const found = [fault, tried].find((each) => each?.path === field);
    return found == null ? {} : { fault: found.message };
  };
  const isOfAField = fault?.path === 'historyDays' || fault?.path?.startsWith('config.') === true;
  const add = async () => {
    setIsBusy(true);
    const named = title.trim() === '' ? kind.title : title;
    const answer = await call('source.add', { ...draft, title: named, historyDays: Number(historyDays) });
    setIsBusy(false);
    if (!answer.ok) return setFault(answer.error);
    void startSync([answer.value.id]);
    onDone();
  };
  return (
    <form className={styles['work']} onSubmit={(event) => (event.preventDefault(), void add())}>
      <div className={styles['mapping']}>
        <TextField
          label="Called"
          hint="as the people here call it"
          placeholder={kind.title}
          maxLength={120}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
        {kind.fields.map(({ name, label, example, needed }) => (
          <TextField
            key={name}
            label={needed ? `${label} (needed)` : label}
            hint={`such as ${example}`}
            value={values[name] ?? ''}
            onChange={(event) => setValues({ ...values, [name]: event.target.value })}
            {...faultOf(`config.${name}`)}
          />
        ))}
        {kind.credential !== 'none' && (
          <TextField
            label={kind.credential === 'needed' ? 'Credential (needed)' : 'Credential'}
            hint="kept here alone, sealed for this device, never shown again"
            type="password"
            value={credential}
            onChange={(event) => setCredential(event.target.value)}
          />
        )}
        <TextField
          label="History, in days"
          inputMode="numeric"
          value={historyDays}
          onChange={(event) => setHistoryDays(event.target.value)}
          {...faultOf('historyDays')}
        />
      </div>
      <TrySource key={JSON.stringify(draft)} target={{ kind: 'draft', ...draft }} onTried={setTried} />
      {fault !== null && !isOfAField && <Refusal fault={fault} />}
      <div className={styles['choices']}>
        <Button type="submit" kind="primary" disabled={isBusy}>
          Add it and ask it now
        </Button>
        <Button onClick={onDone}>Leave it</Button>
      </div>
    </form>
  );
}
