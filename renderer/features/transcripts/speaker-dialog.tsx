import { useState } from 'react';
import type { MemberId } from '../../../shared/domain/ids.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { countOf } from '../../ui/format-number.ts';
import type { SpeakerLine } from './speaker-list.ts';
import type { SendTranscript } from './use-transcript-send.ts';

type Props = {
  readonly speaker: string;
  readonly speakers: readonly SpeakerLine[];
  /** The roster code the name is tied to. */
  readonly member: string | null;
  readonly workspace: Workspace;
  readonly send: SendTranscript;
  readonly onClose: () => void;
};

/** One speaker everywhere in this transcript: what they are called, and who of the roster they are. */
export function SpeakerDialog({ speaker, speakers, member, workspace, send, onClose }: Props) {
  const [name, setName] = useState(speaker);
  const [known, setKnown] = useState(member ?? '');
  const to = name.trim();
  const count = speakers.find((each) => each.name === speaker)?.segments ?? 0;
  const other = to === speaker ? undefined : speakers.find((each) => each.name === to);
  const keep = async () => {
    onClose();
    if (to !== '' && to !== speaker && !(await send({ type: 'speaker.rename', from: speaker, to }))) return;
    if (known !== (member ?? '') && to !== '')
      await send({ type: 'speaker.know', speaker: to, member: known === '' ? null : (known as MemberId) });
  };
  const people = workspace.members.filter(({ active, id }) => active || id === member);
  return (
    <Dialog
      open
      onClose={onClose}
      title={speaker}
      description={`Speaks in ${countOf(count, 'segment')} of this transcript.`}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void keep();
        }}
        style={{ display: 'grid', gap: 'var(--s16)' }}
      >
        <TextField
          label="Called, everywhere"
          hint={
            other === undefined
              ? 'The name changes in every segment of theirs.'
              : `${to} speaks in ${countOf(other.segments, 'segment')} already: both become one speaker.`
          }
          maxLength={120}
          required
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <SelectField
          label="Who of the roster it is"
          hint="An export without names then calls them one person, whatever name they are spoken of by."
          value={known}
          onChange={({ currentTarget }) => setKnown(currentTarget.value)}
        >
          <option value="">not said</option>
          {people.map(({ id, display }) => (
            <option key={id} value={id}>
              {display} ({id})
            </option>
          ))}
        </SelectField>
        <DialogFoot>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" disabled={to === ''}>
            Keep
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
