import { useEffect, useState } from 'react';
import type { CallFault, Output } from '../../../shared/contract/procedures.ts';
import type { ReviewId } from '../../../shared/domain/ids.ts';
import { disclosureProfiles, type DisclosureGroup, type DisclosureProfile } from '../../../shared/record/disclosure.ts';
import { call } from '../../host/client.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/field.tsx';
import { countOf } from '../../ui/format-number.ts';
import { Refusal } from '../../ui/refusal.tsx';
import { RedactedFinds } from './redacted-copy-finds.tsx';
import { RedactedGroups } from './redacted-copy-groups.tsx';
import styles from './redacted-copy.module.css';

export type RedactPreview = Output<'disclosure.preview'>;
export type Wanted = {
  readonly groups: readonly DisclosureGroup[];
  readonly places: readonly string[];
  readonly confirmations: readonly { readonly key: string; readonly reason: string }[];
};

const profileWords: { readonly [profile in DisclosureProfile]: string } = {
  public: 'For anybody: no people, times, notes or figures',
  board: 'For the board: no people, notes or evidence files',
  people: 'Without people: who said and did what',
};
const isProfile = (name: string): name is DisclosureProfile => name in profileWords;

type Props = { readonly review: ReviewId; readonly onClose: () => void };

/** What stays and what goes, before anything is written; finds of the scan for names, each to be withheld or confirmed. */
export function RedactedCopyDialog({ review, onClose }: Props) {
  const [wanted, setWanted] = useState<Wanted>({ ...disclosureProfiles.board, confirmations: [] });
  const { preview, fault, isBusy } = usePreview(review, wanted);
  const [written, setWritten] = useState<string | null>(null);
  const [refused, setRefused] = useState<CallFault | null>(null);
  const [isWriting, setIsWriting] = useState(false);
  const change = (next: Wanted) => {
    setWanted(next);
    setWritten(null);
    setRefused(null);
  };
  const profile = Object.entries(disclosureProfiles).find(
    ([, { groups }]) =>
      groups.length === wanted.groups.length && groups.every((group) => wanted.groups.includes(group)),
  )?.[0];
  const write = async () => {
    setIsWriting(true);
    const answer = await call('disclosure.write', toInput(review, wanted));
    setIsWriting(false);
    setRefused(answer.ok ? null : answer.error);
    setWritten(answer.ok ? answer.value.name : null);
  };
  const isReady = preview !== null && preview.leakCount === 0 && !isBusy && !isWriting;
  return (
    <Dialog
      open
      onClose={onClose}
      size="picture"
      title="Make a redacted copy"
      description="Choose what is withheld. Nothing is replaced: what is shown is what was signed. Whoever gets the copy still sees who signed, by code, role and claimed time, and how many fields are withheld."
    >
      <div className={styles['columns']}>
        <div>
          <SelectField
            label="Begin with"
            value={profile ?? 'own'}
            onChange={({ target }) =>
              isProfile(target.value) &&
              change({ ...wanted, groups: disclosureProfiles[target.value].groups, places: [] })
            }
          >
            {Object.entries(profileWords).map(([name, words]) => (
              <option key={name} value={name}>
                {words}
              </option>
            ))}
            {profile === undefined && <option value="own">A choice of your own</option>}
          </SelectField>
          {preview === null && fault === null && <p role="status">Reading the record…</p>}
          {fault !== null && <Refusal fault={fault} />}
          {preview !== null && <RedactedGroups preview={preview} wanted={wanted} onChange={change} />}
        </div>
        <div>{preview !== null && <RedactedFinds preview={preview} wanted={wanted} onChange={change} />}</div>
      </div>
      {refused !== null && <Refusal fault={refused} />}
      <DialogFoot>
        <p className={styles['sum']} role="status">
          {preview === null ? '' : sumOf(preview, isBusy)}
        </p>
        <Button onClick={onClose}>Close</Button>
        {written === null ? (
          <Button kind="primary" disabled={!isReady} onClick={() => void write()}>
            {isWriting ? 'Writing…' : 'Write the copy'}
          </Button>
        ) : (
          <ButtonLink kind="primary" href={`/media/redacted/${review}.zip`} download={written}>
            Save the copy
          </ButtonLink>
        )}
      </DialogFoot>
    </Dialog>
  );
}

function sumOf({ fields, files, leakCount }: RedactPreview, isBusy: boolean): string {
  if (isBusy) return 'Looking…';
  const away = files.filter(({ withheld }) => withheld !== null).length;
  const sum = `${fields.withheld} of ${countOf(fields.all, 'field')} and ${countOf(away, 'file')} withheld`;
  return leakCount === 0
    ? `${sum}. No name found.`
    : `${sum}. ${countOf(leakCount, 'find')} to settle before it can be written.`;
}

const toInput = (review: ReviewId, { groups, places, confirmations }: Wanted) => ({
  review,
  groups: [...groups],
  places: [...places],
  confirmations: [...confirmations],
});

function usePreview(review: ReviewId, wanted: Wanted) {
  const [state, setState] = useState<{
    readonly of: Wanted | null;
    readonly preview: RedactPreview | null;
    readonly fault: CallFault | null;
  }>({ of: null, preview: null, fault: null });
  useEffect(() => {
    let isLatest = true;
    void call('disclosure.preview', toInput(review, wanted)).then((answer) => {
      if (!isLatest) return;
      setState(
        answer.ok
          ? { of: wanted, preview: answer.value, fault: null }
          : { of: wanted, preview: null, fault: answer.error },
      );
    });
    return () => {
      isLatest = false;
    };
  }, [review, wanted]);
  return { ...state, isBusy: state.of !== wanted };
}
