import type { ReactNode } from 'react';
import { assertNever } from '../../../shared/lib/invariant.ts';
import type { Block, Inline } from '../../../shared/templates/template-tree.ts';
import { KeyCap, Note } from '../../texts/text-components.tsx';
import texts from '../../texts/texts.module.css';
import { AgendaBlock, FieldBlock, GroundRulesBlock, PromptsBlock } from './template-blocks.tsx';

/** The text of a workspace's own template. It was read into a tree and never run, so there is nothing else to draw. */
export function TemplateTree({ blocks }: { readonly blocks: readonly Block[] }) {
  return <Blocks blocks={blocks} />;
}

/** A template does not change while it is shown, so a block's place is its name. */
const Blocks = ({ blocks }: { readonly blocks: readonly Block[] }): ReactNode =>
  // oxlint-disable-next-line react/no-array-index-key
  blocks.map((block, index) => <OneBlock key={index} block={block} />);

function OneBlock({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'heading': {
      const Heading = (['h3', 'h4', 'h5'] as const)[block.level - 1] ?? 'h5';
      return (
        <Heading>
          <Inlines inlines={block.children} />
        </Heading>
      );
    }
    case 'paragraph':
      return (
        <p>
          <Inlines inlines={block.children} />
        </p>
      );
    case 'list': {
      const items = block.items.map((item, index) => (
        // oxlint-disable-next-line react/no-array-index-key
        <li key={index}>
          <Blocks blocks={item} />
        </li>
      ));
      return block.start === null ? <ul>{items}</ul> : <ol start={block.start}>{items}</ol>;
    }
    case 'quote':
      return (
        <blockquote>
          <Blocks blocks={block.children} />
        </blockquote>
      );
    case 'code':
      return (
        <pre>
          <code>{block.text}</code>
        </pre>
      );
    case 'rule':
      return <hr />;
    case 'note':
      return (
        <Note>
          <Blocks blocks={block.children} />
        </Note>
      );
    case 'agenda':
      return <AgendaBlock />;
    case 'ground-rules':
      return <GroundRulesBlock />;
    case 'prompts':
      return <PromptsBlock item={block.item} />;
    case 'field':
      return <FieldBlock id={block.field} />;
    default:
      return assertNever(block);
  }
}

const Inlines = ({ inlines }: { readonly inlines: readonly Inline[] }): ReactNode =>
  // oxlint-disable-next-line react/no-array-index-key
  inlines.map((inline, index) => <OneInline key={index} inline={inline} />);

function OneInline({ inline }: { readonly inline: Inline }) {
  switch (inline.kind) {
    case 'text':
      return inline.text;
    case 'emphasis':
      return (
        <em>
          <Inlines inlines={inline.children} />
        </em>
      );
    case 'strong':
      return (
        <strong>
          <Inlines inlines={inline.children} />
        </strong>
      );
    case 'code':
      return <code>{inline.text}</code>;
    case 'break':
      return <br />;
    case 'key':
      return <KeyCap name={inline.name} />;
    case 'link':
      return <Address href={inline.href} words={<Inlines inlines={inline.children} />} />;
    default:
      return assertNever(inline);
  }
}

/** A place in Hotwash is a link. The room has no way out to the web, so an address there is only shown. */
function Address({ href, words }: { readonly href: string; readonly words: ReactNode }) {
  if (href.startsWith('#/')) return <a href={href}>{words}</a>;
  return (
    <>
      {words} <span className={texts['address']}>{href}</span>
    </>
  );
}
