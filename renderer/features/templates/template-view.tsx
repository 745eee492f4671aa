import { itemKinds } from '../../../shared/domain/agenda/agenda.ts';
import { promptsOf } from '../../../shared/domain/template/template.ts';
import { totalMinutes } from '../../../shared/templates/front-rules.ts';
import type { Template } from '../../../shared/templates/read-template.ts';
import { Columns, Section } from '../../ui/page.tsx';
import { FieldLine, kindTexts, OfTemplate } from './template-blocks.tsx';
import { TemplateText } from './template-text.tsx';
import styles from './templates.module.css';

type Props = { readonly template: Template; readonly origin: 'shipped' | 'own' };

/** A template as a review will have it: the agenda as the spine, its text, and beside it what is asked and said. */
export function TemplateView({ template, origin }: Props) {
  return (
    <OfTemplate front={template}>
      <Spine template={template} />
      <p className={styles['legend']}>Minutes of each item; the thick part is kept for it whatever happens before.</p>
      <Columns aside={<Parts template={template} />}>
        <Section title="Text">
          <TemplateText template={template} origin={origin} />
        </Section>
      </Columns>
    </OfTemplate>
  );
}

/** The meeting as one line: how long each item is, and which part of it nothing can take. */
function Spine({ template: { agenda } }: { readonly template: Template }) {
  return (
    <div
      className={styles['spine']}
      role="img"
      aria-label={`${totalMinutes(agenda)} minutes: ${agenda.map((item) => `${item.title} ${item.minutes}`).join(', ')}`}
    >
      {agenda.map((item) => (
        <div key={item.id} className={styles['stretch']} style={{ flexGrow: item.minutes }}>
          <span className={styles['kept']} style={{ width: `${(100 * item.minimum) / item.minutes}%` }} />
          <span className={styles['stretchTitle']}>{item.title}</span>
          <span className={styles['quiet']}>{item.minutes}</span>
        </div>
      ))}
    </div>
  );
}

function Parts({ template }: { readonly template: Template }) {
  const kinds = itemKinds.filter((kind) => promptsOf(template, kind).length > 0);
  return (
    <>
      <Section title="Fields">
        {template.fields.length === 0 && (
          <p className={styles['quiet']}>It asks for nothing besides the review itself.</p>
        )}
        {template.fields.map((field) => (
          <FieldLine key={field.id} field={field} />
        ))}
      </Section>
      {template.groundRules.length > 0 && (
        <Section title="Ground rules">
          <ul className={styles['plainList']}>
            {template.groundRules.map((rule) => (
              <li key={rule}>{rule}</li>
            ))}
          </ul>
        </Section>
      )}
      {kinds.length > 0 && (
        <Section title="Questions">
          {kinds.map((kind) => (
            <div key={kind} className={styles['prompts']}>
              <h3>{kindTexts[kind]}</h3>
              <ul className={styles['plainList']}>
                {promptsOf(template, kind).map((prompt) => (
                  <li key={prompt}>{prompt}</li>
                ))}
              </ul>
            </div>
          ))}
        </Section>
      )}
    </>
  );
}
