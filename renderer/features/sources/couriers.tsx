import { useState } from 'react';
import type { CallFault, Output } from '../../../shared/contract/procedures.ts';
import type { ServiceId } from '../../../shared/domain/ids.ts';
import type { CourierOrigin } from '../../../shared/domain/release/courier.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { call } from '../../host/client.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { countOf, formatBytes } from '../../ui/format-number.ts';
import { formatDayTime } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { Section } from '../../ui/page.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { Table } from '../../ui/table.tsx';
import { missingText } from './courier-words.ts';
import styles from './sources.module.css';

/** Across an air gap: packing what is here, and the machines whose bundles are taken. */
export function Couriers({ workspace }: { readonly workspace: Workspace }) {
  const { couriers, zone } = workspace;
  return (
    <Section title="Across an air gap" note="drop a bundle anywhere on this window to take it in">
      <PackBundle workspace={workspace} />
      {couriers.length > 0 && (
        <Table
          caption="Machines whose bundles are taken here"
          columns={[{ name: 'trusted origin' }, { name: 'last bundle' }, { name: 'known up to' }, { name: 'missing' }]}
        >
          {couriers.map((courier) => (
            <OriginLine key={courier.origin} courier={courier} zone={zone} />
          ))}
        </Table>
      )}
    </Section>
  );
}

function OriginLine({ courier, zone }: { readonly courier: CourierOrigin; readonly zone: string }) {
  const { origin, lastAt, known } = courier;
  const { tone, text } = missingText(courier);
  return (
    <tr>
      <td className={styles['mono']}>{origin}</td>
      <td>{lastAt === null ? 'none yet' : formatDayTime(Date.parse(lastAt), zone)}</td>
      <td>{known === null ? '–' : `line ${known.to.toLocaleString('en-GB')}`}</td>
      <td>
        <Mark tone={tone}>{text}</Mark>
      </td>
    </tr>
  );
}

function PackBundle({ workspace: { services } }: { readonly workspace: Workspace }) {
  const [service, setService] = useState('');
  const [since, setSince] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const [packed, setPacked] = useState<Output<'courier.pack'> | null>(null);
  const [fault, setFault] = useState<CallFault | null>(null);
  const pack = async () => {
    setIsBusy(true);
    setPacked(null);
    const wanted = service === '' ? null : [service as ServiceId];
    const answer = await call('courier.pack', { services: wanted, after: Number(since === '' ? 0 : since) });
    setIsBusy(false);
    setPacked(answer.ok ? answer.value : null);
    setFault(answer.ok ? null : answer.error);
  };
  return (
    <div className={styles['pack']}>
      <form className={styles['inline']} onSubmit={(event) => (event.preventDefault(), void pack())}>
        <SelectField label="Pack what belongs to" value={service} onChange={(event) => setService(event.target.value)}>
          <option value="">all services</option>
          {services.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </SelectField>
        <TextField
          label="since line"
          inputMode="numeric"
          pattern="[0-9]*"
          placeholder="the first"
          value={since}
          onChange={(event) => setSince(event.target.value)}
        />
        <Button type="submit" disabled={isBusy}>
          {isBusy ? 'Packing…' : 'Pack a bundle'}
        </Button>
      </form>
      {fault !== null && <Refusal fault={fault} />}
      {packed !== null && (
        <div className={styles['row']} role="status">
          <Mark tone="calm">
            {countOf(packed.items, 'file')} of lines {packed.from} to {packed.to}, {formatBytes(packed.bytes)}
          </Mark>
          {packed.absent > 0 && <Mark tone="warn">{countOf(packed.absent, 'raw file')} no longer here</Mark>}
          <ButtonLink href={`/media/courier/${packed.name}`} download={packed.name}>
            Save the bundle
          </ButtonLink>
        </div>
      )}
    </div>
  );
}
