import { useEffect, useState } from 'react';
import type { CriterionReading } from '../../../shared/contract/action-procedures.ts';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import { verdicts, type Verdict } from '../../../shared/domain/action/action-changes.ts';
import type { ReviewId } from '../../../shared/domain/ids.ts';
import type { CommittedReading } from '../../../shared/projections/actions-board.ts';
import { numberText } from '../../../shared/projections/actions-export.ts';
import { call } from '../../host/client.ts';
import { routeToHash } from '../../state/route.ts';
import { Button } from '../../ui/button.tsx';
import { DialogFoot } from '../../ui/dialog.tsx';
import { Loading } from '../../ui/empty.tsx';
import { SelectField, TextArea, TextField } from '../../ui/field.tsx';
import { countOf } from '../../ui/format-number.ts';
import { formatDayTime } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import styles from './commitments.module.css';

const verdictWords: { readonly [V in Verdict]: string } = {
  met: 'met',
  'not-met': 'not met',
  'cannot-tell': 'cannot be told',
};

type Props = { readonly reading: CommittedReading; readonly onClose: () => void };

/** Holds a done commitment against its criterion: what the samples say, or where what was promised can be seen. */
export function VerifyForm({ reading, onClose }: Props) {
  // Samples that changed while they were looked at are looked at anew, with the word about it kept in sight.
  const [changed, setChanged] = useState<readonly CallFault[]>([]);
  const { length } = changed;
  return (
    <Verifying
      key={length}
      reading={reading}
      onClose={onClose}
      told={changed.at(-1) ?? null}
      onChanged={(fault) => setChanged([...changed, fault])}
    />
  );
}

type VerifyingProps = Props & { readonly told: CallFault | null; readonly onChanged: (fault: CallFault) => void };

function Verifying({ reading, onClose, told, onChanged }: VerifyingProps) {
  const item = { review: reading.review as ReviewId, action: reading.action };
  const isMetric = reading.criterion.kind === 'metric';
  const [measured, setMeasured] = useState<CriterionReading | null>(null);
  const [verdict, setVerdict] = useState<Verdict>('met');
  const [artefact, setArtefact] = useState('');
  const [note, setNote] = useState('');
  const [fault, setFault] = useState<CallFault | null>(told);
  const { review, action } = reading;
  useEffect(() => {
    if (!isMetric) return;
    let isGone = false;
    void call('commitment.measure', { review: review, action }).then((answer) => {
      if (isGone) return;
      if (!answer.ok) return setFault(answer.error);
      setMeasured(answer.value);
      setVerdict(saidBy(answer.value));
    });
    return () => {
      isGone = true;
    };
  }, [isMetric, review, action]);
  const submit = async () => {
    const seen = measured?.state === 'measured' ? measured.measured.sha256 : null;
    const shown = artefact.trim() === '' ? null : artefact;
    const sent = await call('commitment.verify', { ...item, verdict, seen, artefact: shown, note });
    if (sent.ok) return onClose();
    if (sent.error.code === 'measured-anew') onChanged(sent.error);
    else setFault(sent.error);
  };
  if (isMetric && measured === null && (fault === null || fault === told))
    return <Loading what="the samples of its window" />;
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {measured !== null && <Measured reading={reading} measured={measured} />}
      <SelectField
        label="Its criterion"
        value={verdict}
        onChange={(event) => setVerdict(verdicts.find((each) => each === event.target.value) ?? verdict)}
      >
        {verdicts.map((each) => (
          <option key={each} value={each}>
            {verdictWords[each]}
          </option>
        ))}
      </SelectField>
      {!isMetric && (
        <TextField
          label="Where it can be seen"
          value={artefact}
          maxLength={2000}
          placeholder="alerts repository, checkout.yaml"
          onChange={(event) => setArtefact(event.target.value)}
        />
      )}
      <TextArea
        label={verdict === 'met' ? 'A word about it, if there is one' : 'What was found'}
        value={note}
        maxLength={2000}
        onChange={(event) => setNote(event.target.value)}
      />
      {fault !== null && <Refusal fault={fault} />}
      <DialogFoot>
        <Button onClick={onClose}>Not now</Button>
        <Button kind="primary" type="submit">
          {verdict === 'met' ? 'Confirm that it is met' : 'Record it'}
        </Button>
      </DialogFoot>
    </form>
  );
}

const saidBy = (reading: CriterionReading): Verdict =>
  reading.state === 'cannot-tell' ? 'cannot-tell' : reading.isMet ? 'met' : 'not-met';

function Measured({ reading, measured }: { readonly reading: CommittedReading; readonly measured: CriterionReading }) {
  if (measured.state === 'cannot-tell') return <Mark tone="warn">{measured.why}</Mark>;
  const { series, value, unit, from, to, n, sha256 } = measured.measured;
  const withUnit = (figure: number): string => `${numberText(figure)}${unit === '' ? '' : ` ${unit}`}`;
  const span = (a: number, b: number): string =>
    `${formatDayTime(a, reading.zone)} to ${formatDayTime(b, reading.zone)}`;
  return (
    <dl className={styles['measured']}>
      <dt>Measured</dt>
      <dd>
        <Mark tone={measured.isMet ? 'calm' : 'over'}>{withUnit(value)}</Mark>, the mean of {countOf(n, 'sample')};
        least {withUnit(measured.least)}, greatest {withUnit(measured.greatest)}
      </dd>
      <dt>Window</dt>
      <dd>
        <a href={routeToHash({ place: 'series', series, from, to })}>{span(from, to)}</a>; samples from{' '}
        {span(measured.first, measured.last)}
      </dd>
      <dt>Samples</dt>
      <dd className={styles['hash']}>{sha256}</dd>
    </dl>
  );
}
