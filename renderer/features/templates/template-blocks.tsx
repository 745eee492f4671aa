import { createContext, useContext, type ReactNode } from 'react';
import { itemKinds, type ItemKind } from '../../../shared/domain/agenda/agenda.ts';
import { promptsOf, type TemplateField } from '../../../shared/domain/template/template.ts';
import type { Front } from '../../../shared/templates/front-schema.ts';
import styles from './templates.module.css';

const Shown = createContext<Front | null>(null);

/** Says which template the blocks in a text are of. */
export function OfTemplate({ front, children }: { readonly front: Front; readonly children: ReactNode }) {
  return <Shown value={front}>{children}</Shown>;
}

/** Items in their order: minutes, title, and what no other item may take. */
export function AgendaBlock() {
  const front = useContext(Shown);
  return (
    <ol className={styles['agenda']} aria-label="Agenda">
      {front?.agenda.map((item) => (
        <li key={item.id}>
          <span className={styles['minutes']}>{item.minutes} min</span>
          <span>{item.title}</span>
          <span className={styles['quiet']}>{item.minimum > 0 ? `keeps ${item.minimum}` : ''}</span>
        </li>
      ))}
    </ol>
  );
}

export function GroundRulesBlock() {
  const front = useContext(Shown);
  return (
    <ul aria-label="Ground rules">
      {front?.groundRules.map((rule) => (
        <li key={rule}>{rule}</li>
      ))}
    </ul>
  );
}

/** Questions for one kind of item. A name that is none shows nothing: shipped texts are checked by a test. */
export function PromptsBlock({ item }: { readonly item: string }) {
  const front = useContext(Shown);
  const kind = itemKinds.find((each) => each === item);
  return (
    <ul aria-label={`Questions for ${item}`}>
      {(front === null || kind === undefined ? [] : promptsOf(front, kind)).map((prompt) => (
        <li key={prompt}>{prompt}</li>
      ))}
    </ul>
  );
}

export function FieldBlock({ id }: { readonly id: string }) {
  const field = useContext(Shown)?.fields.find((each) => each.id === id);
  return field === undefined ? null : <FieldLine field={field} />;
}

export const kindTexts: { readonly [K in ItemKind]: string } = {
  open: 'Opening',
  commitments: 'Last commitments',
  facts: 'Facts',
  agree: 'Agreeing',
  causes: 'Causes',
  actions: 'Actions',
  sign: 'Closing and signing',
};

const typeTexts: { readonly [T in TemplateField['type']]: string } = {
  text: 'a line of text',
  longtext: 'text',
  number: 'a number',
  date: 'a day',
  choice: 'one of',
  member: 'somebody of the roster',
  boolean: 'yes or no',
};

/** A field as it will be asked for. */
export function FieldLine({ field }: { readonly field: TemplateField }) {
  const what = field.type === 'choice' ? `${typeTexts.choice}: ${field.choices.join(' · ')}` : typeTexts[field.type];
  return (
    <div className={styles['field']}>
      <p>
        {field.label} {field.required && <span className={styles['required']}>required</span>}
      </p>
      <p className={styles['quiet']}>
        {what}
        {field.rationale === true && ', with why'}
      </p>
      {field.help !== undefined && <p className={styles['quiet']}>{field.help}</p>}
    </div>
  );
}
