import type { ItemKind } from '../../../shared/domain/agenda/agenda.ts';
import { promptsOf } from '../../../shared/domain/template/template.ts';
import { TemplateFields } from '../../canvas/template-fields.tsx';
import type { RoomView } from '../../state/room-view.ts';
import texts from '../../texts/texts.module.css';
import styles from './guide-panel.module.css';

/** The template's questions for what is being done, for a room that has fallen silent. */
export function PromptsAside({ room, kind }: { readonly room: RoomView; readonly kind: ItemKind }) {
  const prompts = promptsOf(room.review.governance.template, kind);
  if (prompts.length === 0) return null;
  return (
    <section className={styles['part']} aria-label="Questions of the template">
      <p className={styles['eyebrow']}>To ask the room</p>
      <ul className={texts['questions']}>
        {prompts.map((prompt) => (
          <li key={prompt}>{prompt}</li>
        ))}
      </ul>
    </section>
  );
}

/** The template's fields, where they are filled in during the meeting. */
export function FieldsAside({ room }: { readonly room: RoomView }) {
  if (room.review.governance.template.fields.length === 0) return null;
  return (
    <section className={styles['part']} aria-label="Fields of the template">
      <h2 className={styles['eyebrow']}>What the template asks for</h2>
      <TemplateFields review={room.review} workspace={room.workspace} />
    </section>
  );
}
