import { useId, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { countOf } from '../../ui/format-number.ts';
import type { SpeakerLine } from './speaker-list.ts';

type Props = {
  readonly speakers: readonly SpeakerLine[];
  readonly now: string | null;
  readonly segments: number;
  readonly onAssign: (speaker: string | null) => Promise<boolean>;
  readonly onClose: () => void;
};

/** Who speaks in the chosen segments: somebody who is named already, a new name, or nobody who is known. */
export function AssignDialog({ speakers, now, segments, onAssign, onClose }: Props) {
  const [name, setName] = useState(now ?? '');
  const list = useId();
  const give = async () => {
    await onAssign(name.trim() === '' ? null : name.trim());
    onClose();
  };
  return (
    <Dialog open onClose={onClose} title="Who speaks" description={`In ${countOf(segments, 'segment')}.`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void give();
        }}
      >
        <TextField
          label="Speaker"
          hint="One who is named already, or a new name. Empty: nobody is known."
          list={list}
          maxLength={120}
          value={name}
          onFocus={({ currentTarget }) => currentTarget.select()}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <datalist id={list}>
          {speakers.map((speaker) => (
            <option key={speaker.name}>{speaker.name}</option>
          ))}
        </datalist>
        <DialogFoot>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary">
            {name.trim() === '' ? 'Name nobody' : 'Give it to them'}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
