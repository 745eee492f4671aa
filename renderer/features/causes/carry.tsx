import { useEffect, useEffectEvent, useState } from 'react';
import type { RoomView } from '../../state/room-view.ts';
import { Button } from '../../ui/button.tsx';
import { Key } from '../../ui/key.tsx';
import { isTextField, useKeys } from '../../ui/use-keys.ts';
import { ExportCauses } from './export-dialog.tsx';
import { PasteCauses } from './paste-dialog.tsx';
import styles from './causes-place.module.css';

/** Causes from a pasted text and as files: by keys, by a paste anywhere in the place, and by two words to press. */
export function CarryCauses({ room }: { readonly room: RoomView }) {
  const [open, setOpen] = useState<{ readonly is: 'paste'; readonly text: string } | { readonly is: 'export' } | null>(
    null,
  );
  const { asking } = room.state;
  const parent = asking?.kind === 'cause' ? asking.parent : null;
  const onPaste = useEffectEvent((event: ClipboardEvent) => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    const { target } = event;
    const isOnLine = target instanceof HTMLElement && target.id === 'entry-line' && asking?.kind !== 'effect';
    // A single line is typed where it is pasted; several are a tree.
    const isMine = isTextField(target) ? isOnLine && text.trim().includes('\n') : text.trim() !== '';
    if (!isMine || open !== null || event.defaultPrevented) return;
    event.preventDefault();
    setOpen({ is: 'paste', text });
  });
  useEffect(() => {
    const listen = (event: ClipboardEvent) => onPaste(event);
    addEventListener('paste', listen);
    return () => removeEventListener('paste', listen);
  }, []);
  const group = 'What a cause is';
  useKeys([{ key: 'e', shift: true, label: 'the causes as a file', run: () => setOpen({ is: 'export' }), group }]);
  const close = () => setOpen(null);
  return (
    <p className={styles['carry']}>
      <Button kind="quiet" onClick={() => setOpen({ is: 'paste', text: '' })}>
        Paste an outline <Key>Ctrl V</Key>
      </Button>
      <Button kind="quiet" onClick={() => setOpen({ is: 'export' })}>
        As a file <Key>Shift E</Key>
      </Button>
      {open?.is === 'paste' && <PasteCauses room={room} text={open.text} parent={parent} onClose={close} />}
      {open?.is === 'export' && <ExportCauses room={room} onClose={close} />}
    </p>
  );
}
