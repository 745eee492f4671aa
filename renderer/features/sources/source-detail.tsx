import { useState } from 'react';
import type { CallFault, Output } from '../../../shared/contract/procedures.ts';
import type { ConfiguredSource } from '../../../shared/domain/workspace/sources.ts';
import { call } from '../../host/client.ts';
import type { SourceState } from '../../store/source-states.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { formatDay, formatDayTime } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { bringIntoView } from './bring-into-view.ts';
import { ChangeSource } from './change-source.tsx';
import { TrySource } from './try-source.tsx';
import styles from './sources.module.css';

type Props = {
  readonly source: ConfiguredSource;
  readonly state: SourceState | undefined;
  readonly asked: Output<'source.states'>['sources'][number] | undefined;
  readonly zone: string;
  readonly onChange: () => void;
  readonly onClose: () => void;
};

/** One source: what it reads, how far, trying it, replacing its credential, removing it. */
export function SourceDetail({ source, state, asked, zone, onChange, onClose }: Props) {
  const { id, title, connector, config, historyDays, addedAt } = source;
  const [isRemoving, setIsRemoving] = useState(false);
  const [fault, setFault] = useState<CallFault | null>(null);
  const remove = async () => {
    const answer = await call('source.remove', { id });
    setIsRemoving(false);
    if (answer.ok) onClose();
    else setFault(answer.error);
  };
  return (
    <section ref={bringIntoView} className={styles['detail']} aria-label={`Settings of ${title}`}>
      <p className={styles['fileName']}>{title}</p>
      <dl className={styles['facts']}>
        <dt>id</dt>
        <dd className={styles['mono']}>{id}</dd>
        <dt>kind</dt>
        <dd>{connector}</dd>
        <dt>address</dt>
        <dd>{config['address']}</dd>
        <dt>history since</dt>
        <dd>{formatDay(addedAt - historyDays * 86_400_000, zone)}</dd>
        <dt>read up to</dt>
        <dd>{state?.read?.watermark == null ? 'nothing yet' : formatDayTime(state.read.watermark, zone)}</dd>
      </dl>
      <ChangeSource source={source} />
      <ReplaceCredential id={id} hasOne={asked?.hasCredential === true} onKept={onChange} />
      <TrySource target={{ kind: 'kept', id }} />
      {fault !== null && <Refusal fault={fault} />}
      <div className={styles['choices']}>
        <Button onClick={onClose}>Close</Button>
        <Button kind="quiet" onClick={() => setIsRemoving(true)}>
          Remove this source
        </Button>
      </div>
      <Dialog
        open={isRemoving}
        onClose={() => setIsRemoving(false)}
        title={`Remove ${title}?`}
        description="What it brought stays. Its credential is deleted, and it is no longer asked."
      >
        <DialogFoot>
          <Button onClick={() => setIsRemoving(false)}>Keep it</Button>
          <Button kind="primary" onClick={() => void remove()}>
            Remove it
          </Button>
        </DialogFoot>
      </Dialog>
    </section>
  );
}

function ReplaceCredential({
  id,
  hasOne,
  onKept,
}: {
  readonly id: string;
  readonly hasOne: boolean;
  readonly onKept: () => void;
}) {
  const [credential, setCredential] = useState('');
  const [told, setTold] = useState<CallFault | 'kept' | null>(null);
  const keep = async () => {
    const answer = await call('source.keep-credential', { id, credential });
    setCredential('');
    setTold(answer.ok ? 'kept' : answer.error);
    if (answer.ok) onKept();
  };
  return (
    <form className={styles['inline']} onSubmit={(event) => (event.preventDefault(), void keep())}>
      <TextField
        label={hasOne ? 'Another credential' : 'Credential'}
        hint={hasOne ? 'One is kept, sealed for this device. It is never shown.' : 'None is kept.'}
        type="password"
        value={credential}
        onChange={(event) => setCredential(event.target.value)}
        {...(told !== null && told !== 'kept' && { fault: told.message })}
      />
      <Button type="submit" disabled={credential.trim() === ''}>
        Keep it
      </Button>
      {told === 'kept' && (
        <p role="status">
          <Mark tone="calm">kept</Mark>
        </p>
      )}
    </form>
  );
}
