import { useMemo, useState, type FormEvent, type KeyboardEvent } from 'react';
import { boneTitles } from '../../../shared/canvas/bone-titles.ts';
import { importCauses } from '../../../shared/canvas/import-causes.ts';
import type { Imported, ImportNote } from '../../../shared/canvas/imported-tree.ts';
import { categories, type Category } from '../../../shared/domain/cause/cause.ts';
import type { MemberId } from '../../../shared/domain/ids.ts';
import { newId } from '../../state/commands.ts';
import { sendAt } from '../../state/room-send.ts';
import { keptAsWritten } from '../../state/kept-as-written.ts';
import { setFault, useFault } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { SelectField, TextArea, TextField } from '../../ui/field.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import styles from './carry-dialogs.module.css';
import { PastedTree } from './pasted-tree.tsx';

type Props = {
  readonly room: RoomView;
  /** What was pasted; empty where the dialog was opened to paste into. */
  readonly text: string;
  /** The cause that the first level hangs on; null for the bones. */
  readonly parent: string | null;
  readonly onClose: () => void;
};

/** Shows what a pasted text is read as, before Enter takes all of it in one step that one undo takes back. */
export function PasteCauses({ room, text: pasted, parent, onClose }: Props) {
  const { review, author } = room;
  const above = review.causes.find((cause) => cause.id === parent);
  const chosen = review.causes.find((cause) => cause.id === room.state.cause);
  const [text, setText] = useState(pasted);
  const [bone, setBone] = useState<Category>(chosen?.category ?? 'change');
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const fault = useFault('paste');
  const read = useMemo(() => (text.trim() === '' ? null : importCauses(text)), [text]);
  const imported = read?.ok === true ? read.value : null;
  const close = () => {
    setFault('paste', null);
    onClose();
  };

  const take = async () => {
    if (imported === null || author === null || busy) return;
    setBusy(true);
    const ids = imported.tree.causes.map(() => newId());
    const causes = imported.tree.causes.map((cause, index) => ({
      id: ids[index] ?? newId(),
      text: cause.text,
      under: cause.under,
      category: above?.category ?? cause.category ?? bone,
    }));
    const command = { type: 'cause.paste' as const, author: author as MemberId, parent, causes };
    const isDone = await sendAt(
      room.id,
      'paste',
      reason.trim() === '' ? command : keptAsWritten(command, reason.trim()),
    );
    setBusy(false);
    if (isDone) close();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void take();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void take();
  };
  const needsBone = above === undefined && imported?.tree.causes.some(({ category }) => category === null) === true;
  return (
    <Dialog open onClose={close} size="picture" title="Paste causes" description={whereText(above?.text)}>
      <form className={styles['paste']} onSubmit={onSubmit}>
        <TextArea
          label="Text"
          hint="Indented lines, a Markdown list, cells of a spreadsheet, Mermaid’s ishikawa, draw.io or JSON."
          rows={16}
          value={text}
          autoFocus={pasted === ''}
          onKeyDown={onKeyDown}
          onChange={(event) => setText(event.target.value)}
        />
        <div className={styles['reading']}>
          <p role="status" className={styles['read']}>
            {read === null
              ? 'Nothing to read yet.'
              : imported === null
                ? 'Nothing would be taken.'
                : readText(imported)}
          </p>
          {read !== null && !read.ok && <Told notes={read.error} isFault />}
          {imported !== null && (
            <>
              <Told notes={imported.notes} />
              {imported.tree.effect !== null && (
                <p className={styles['what']}>
                  Its effect, “{imported.tree.effect}”, is not taken: this review words its own.
                </p>
              )}
              {needsBone && (
                <SelectField
                  label="Bone of what names none"
                  value={bone}
                  onChange={(event) => setBone(categories.find((each) => each === event.target.value) ?? bone)}
                >
                  {categories.map((each) => (
                    <option key={each} value={each}>
                      {boneTitles[each]}
                    </option>
                  ))}
                </SelectField>
              )}
              <PastedTree tree={imported.tree} bone={above?.category ?? bone} isBelow={above !== undefined} />
            </>
          )}
        </div>
        <div className={styles['end']}>
          {fault !== undefined && <Refusal fault={fault} />}
          {fault?.rule === 'M3.3' && (
            <TextField
              label="Why keep it as written"
              hint="or mend the text above; a reason goes into the record"
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
          {author === null && <p className={styles['what']}>Choose at the entry line who writes, then paste again.</p>}
          <DialogFoot>
            <Button onClick={close}>Cancel</Button>
            <Button
              kind="primary"
              type="submit"
              autoFocus={pasted !== ''}
              disabled={imported === null || author === null || busy}
            >
              {imported === null ? 'Take them' : `Take ${countText(imported.tree.causes.length)}`}
            </Button>
          </DialogFoot>
        </div>
      </form>
    </Dialog>
  );
}

const whereText = (above: string | undefined): string =>
  above === undefined
    ? 'Enter takes all of it, as hypotheses, in one step that one undo takes back.'
    : `Enter takes all of it below “${above.length > 80 ? `${above.slice(0, 79)}…` : above}”, in one step that one undo takes back.`;

const countText = (causes: number): string => `${causes.toLocaleString('en-US')} ${causes === 1 ? 'cause' : 'causes'}`;

function readText({ read, tree }: Imported): string {
  const named = new Set(tree.causes.flatMap(({ category }) => (category === null ? [] : [category]))).size;
  const without = tree.causes.filter(({ category }) => category === null).length;
  const bones = `${named} ${named === 1 ? 'bone' : 'bones'}`;
  const where =
    named === 0
      ? ''
      : without === 0
        ? ` on ${bones}`
        : `: ${tree.causes.length - without} on ${bones}, ${without} on none yet`;
  return `Read as ${read}. ${countText(tree.causes.length)}${where}.`;
}

function Told({ notes, isFault = false }: { readonly notes: readonly ImportNote[]; readonly isFault?: boolean }) {
  if (notes.length === 0) return null;
  return (
    <ul className={isFault ? styles['faults'] : styles['notes']} role={isFault ? 'alert' : undefined}>
      {notes.map(({ line, message }, index) => (
        <li key={`${line}-${index}`}>
          {line !== null && <span className={styles['line']}>Line {line}</span>}
          {message}
        </li>
      ))}
    </ul>
  );
}
