import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { Cause } from '../../../shared/domain/cause/cause.ts';
import { needsOf, otherClass } from '../../../shared/domain/cause/classes.ts';
import { readDraft } from '../../state/read-draft.ts';
import { sendAt } from '../../state/room-send.ts';
import { keepDraft, setFault, useFault } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Key } from '../../ui/key.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { formOfFields } from '../../ui/use-keys.ts';
import styles from './findings.module.css';

type Draft = { class: string; text: string; component: string; key: string };

const draftOf = ({ classification }: Cause, service: string): Draft => ({
  class: classification?.class ?? '',
  text: classification?.text ?? '',
  component: classification?.component ?? service,
  key: classification?.key ?? '',
});

type Props = { readonly room: RoomView; readonly cause: Cause; readonly onClose: () => void };

/** One class by its digit or by arrows, the component, and the setting it is about. What was typed survives a reload. */
export function ClassForm({ room, cause, onClose }: Props) {
  const { review, workspace } = room;
  const { taxonomy } = review.governance;
  const place = `class ${cause.id}`;
  const fault = useFault(place);
  const list = useRef<HTMLFieldSetElement>(null);
  const draft = readDraft(draftOf(cause, review.service), room.state.drafts[place]);
  const set = (change: Partial<Draft>) => keepDraft(room.id, place, JSON.stringify({ ...draft, ...change }));
  useEffect(() => {
    const radios = list.current?.querySelectorAll<HTMLInputElement>('input');
    ([...(radios ?? [])].find((each) => each.checked) ?? radios?.[0])?.focus();
    return () => setFault(place, null);
  }, [place]);
  const close = () => {
    keepDraft(room.id, place, '');
    onClose();
  };
  const submit = async (): Promise<void> => {
    if (draft.class === '') return setFault(place, { code: 'input', message: 'Choose a class first.' });
    const said = (text: string): string | null => (text.trim() === '' ? null : text.trim());
    const sent = await sendAt(room.id, place, {
      type: 'cause.classify',
      cause: cause.id,
      class: draft.class,
      text: draft.class === otherClass ? said(draft.text) : null,
      component: said(draft.component),
      key: said(draft.key),
    });
    if (sent) close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
    else if (event.target instanceof HTMLInputElement && event.target.type === 'radio' && /^[1-9]$/.test(event.key)) {
      const chosen = taxonomy[Number(event.key) - 1];
      if (chosen === undefined) return;
      set({ class: chosen.id });
      list.current?.querySelectorAll<HTMLInputElement>('input')[Number(event.key) - 1]?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const needs = needsOf(taxonomy, draft.class);
  const field = (name: 'text' | 'component' | 'key') => ({
    value: draft[name],
    onChange: (event: { target: { value: string } }) => set({ [name]: event.target.value }),
  });
  return (
    // Keys of the form's own fields: a digit chooses, Enter classes, Escape closes and keeps what was typed.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      {...formOfFields}
      className={styles['form']}
      aria-label="Class"
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <fieldset className={styles['classes']} ref={list}>
        <legend>Its one class</legend>
        {taxonomy.map(({ id, title }, index) => (
          <label key={id} className={styles['class']}>
            <input
              type="radio"
              name={place}
              value={id}
              checked={draft.class === id}
              onChange={() => set({ class: id })}
            />
            <span className={styles['digit']} aria-hidden="true">
              {index < 9 ? index + 1 : ''}
            </span>
            <span dir="auto">{title}</span>
          </label>
        ))}
      </fieldset>
      {needs.length > 0 && (
        <p className={styles['quiet']}>
          To be validated it rests on {needs.map((kinds) => kinds.map(kindText).join(' or ')).join(', and ')}.
        </p>
      )}
      {draft.class === otherClass && <TextField label="What it is" {...field('text')} />}
      <TextField label="Component" list={`${place} components`} maxLength={120} {...field('component')} />
      <datalist id={`${place} components`}>
        {[...new Set([review.service, ...workspace.services.map(({ id }) => id)])].map((id) => (
          <option key={id} value={id}>
            {id}
          </option>
        ))}
      </datalist>
      <TextField
        label="Setting it is about, if it is about one"
        placeholder="db.pool.max"
        maxLength={300}
        {...field('key')}
      />
      {fault !== undefined && <Refusal fault={fault} />}
      <div className={styles['buttons']}>
        <Button kind="primary" type="submit">
          Class it <Key>Enter</Key>
        </Button>
        <Button kind="quiet" onClick={close}>
          Leave it
        </Button>
      </div>
    </form>
  );
}

const kindText = (kind: string): string => {
  const words = kind === 'config-diff' ? 'configuration diff' : kind.replaceAll('-', ' ');
  return `${/^[aeiou]/.test(words) ? 'an' : 'a'} ${words}`;
};
