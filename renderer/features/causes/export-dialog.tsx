import { useRef, useState } from 'react';
import { causeFiles, causeFormats, isPicture, type CauseFormat } from '../../../shared/canvas/cause-formats.ts';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import { call } from '../../host/client.ts';
import { downloadBase64 } from '../../state/download-text.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { formatBytes } from '../../ui/format-number.ts';
import { Key } from '../../ui/key.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { useDigitKey } from '../../ui/use-digit-key.ts';
import styles from './carry-dialogs.module.css';

type Doing =
  | { readonly state: 'idle' }
  | { readonly state: 'writing'; readonly format: CauseFormat }
  | { readonly state: 'written'; readonly name: string; readonly bytes: number }
  | { readonly state: 'refused'; readonly fault: CallFault };

/** Takes the causes to where other people work, one notation at a digit; the same files are in the record. */
export function ExportCauses({ room, onClose }: { readonly room: RoomView; readonly onClose: () => void }) {
  const [doing, setDoing] = useState<Doing>({ state: 'idle' });
  const busy = useRef(false);

  const write = async (format: CauseFormat) => {
    if (busy.current) return;
    busy.current = true;
    setDoing({ state: 'writing', format });
    const answer = await call('causes.file', { review: room.id, format });
    busy.current = false;
    if (!answer.ok) {
      setDoing({ state: 'refused', fault: answer.error });
      return;
    }
    const { name, base64, type, bytes } = answer.value;
    downloadBase64(name, base64, type);
    setDoing({ state: 'written', name, bytes });
  };
  useDigitKey(causeFormats.length, (index) => {
    const format = causeFormats[index];
    if (format !== undefined) void write(format);
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title="The causes as a file"
      description="A digit writes one. The record has all of them once the review is closed."
    >
      <ol className={styles['formats']}>
        {causeFormats.map((format, index) => (
          <li key={format}>
            <Button kind="quiet" className={styles['format']} onClick={() => void write(format)}>
              <Key>{index + 1}</Key>
              <span>{causeFiles[format].name}</span>
              <span className={styles['what']}>{causeFiles[format].what}</span>
            </Button>
          </li>
        ))}
      </ol>
      <p className={styles['status']} role="status">
        {statusText(doing)}
      </p>
      {doing.state === 'refused' && <Refusal fault={doing.fault} />}
      <DialogFoot>
        <Button onClick={onClose}>Close</Button>
      </DialogFoot>
    </Dialog>
  );
}

function statusText(doing: Doing): string {
  if (doing.state === 'writing')
    return isPicture(doing.format) ? `Drawing ${causeFiles[doing.format].file}; this takes a few seconds.` : 'Writing.';
  return doing.state === 'written' ? `${doing.name} is written, ${formatBytes(doing.bytes)}.` : '';
}
