import type { ReactNode } from 'react';
import type { Template } from '../../../shared/templates/read-template.ts';
import { KeyCap, Note } from '../../texts/text-components.tsx';
import { templateTexts } from '../../texts/template-texts.ts';
import texts from '../../texts/texts.module.css';
import { AgendaBlock, FieldBlock, GroundRulesBlock, PromptsBlock } from './template-blocks.tsx';
import { TemplateTree } from './template-tree.tsx';

const components = {
  Agenda: AgendaBlock,
  GroundRules: GroundRulesBlock,
  Prompts: PromptsBlock,
  Field: FieldBlock,
  Note,
  Key: KeyCap,
  h2: ({ children }: { readonly children?: ReactNode }) => <h3>{children}</h3>,
  h3: ({ children }: { readonly children?: ReactNode }) => <h4>{children}</h4>,
};

/** The shipped texts, by the id of their template. */
const shippedTexts = new Map([...templateTexts].map(([id, Text]) => [id, <Text key={id} components={components} />]));

type Props = { readonly template: Template; readonly origin: 'shipped' | 'own' };

/** What a template says in its own words: a shipped one as the build compiled it, any other from its tree. */
export function TemplateText({ template, origin }: Props) {
  const shipped = origin === 'shipped' ? shippedTexts.get(template.id) : undefined;
  return (
    <div className={texts['text']}>
      {shipped ?? <TemplateTree blocks={template.body} />}
      {template.body.length === 0 && <p>It has no text of its own.</p>}
    </div>
  );
}
