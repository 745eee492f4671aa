import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx';
import { itemKinds } from '../domain/agenda/agenda.ts';
import { err, ok, type Result } from '../lib/result.ts';
import type { Block, Inline } from './template-tree.ts';

/** What a template's text may refer to by name: the ids of its fields. */
export type Named = { readonly fields: ReadonlySet<string> };

/** Every component a template may use, with its attributes and whether anything stands inside it. */
export const components = {
  Agenda: { attributes: [], holds: 'nothing' },
  GroundRules: { attributes: [], holds: 'nothing' },
  Prompts: { attributes: ['item'], holds: 'nothing' },
  Field: { attributes: ['id'], holds: 'nothing' },
  Note: { attributes: [], holds: 'blocks' },
  Key: { attributes: ['name'], holds: 'nothing' },
} as const;
type ComponentName = keyof typeof components;

type Why = { readonly message: string; readonly todo: string };
type Element = MdxJsxFlowElement | MdxJsxTextElement;
type KeyNode = Extract<Inline, { kind: 'key' }>;
type Leaf =
  KeyNode | { readonly kind: 'note' } | Extract<Block, { kind: 'agenda' | 'ground-rules' | 'prompts' | 'field' }>;

const longestKey = 20;

/** The block a tag stands for; of a note the walk reads what is inside. */
export function blockOf(node: Element, named: Named): Result<Leaf, Why> {
  const known = readTag(node);
  if (!known.ok) return known;
  const { name, values } = known.value;
  switch (name) {
    case 'Agenda':
      return ok({ kind: 'agenda' });
    case 'GroundRules':
      return ok({ kind: 'ground-rules' });
    case 'Note':
      return ok({ kind: 'note' });
    case 'Prompts': {
      const item = itemKinds.find((kind) => kind === values.get('item'));
      return item === undefined
        ? why(
            'Prompts names no kind of agenda item.',
            `Write <Prompts item="facts" /> with one of: ${itemKinds.join(', ')}.`,
          )
        : ok({ kind: 'prompts', item });
    }
    case 'Field': {
      const field = values.get('id') ?? '';
      return named.fields.has(field)
        ? ok({ kind: 'field', field })
        : why(
            `There is no field “${field.slice(0, 60)}” in the front matter.`,
            'Write <Field id="…" /> with the id of one of its fields.',
          );
    }
    case 'Key': {
      const key = values.get('name')?.trim() ?? '';
      return key === '' || key.length > longestKey
        ? why('Key names no key.', 'Write <Key name="N" />.')
        : ok({ kind: 'key', name: key });
    }
  }
}

/** The one component that may stand inside a line. */
export function keyOf(node: Element): Result<KeyNode, Why> {
  const read = blockOf(node, { fields: new Set() });
  if (node.name !== 'Key' && isComponent(node.name))
    return why(`${node.name} cannot stand inside a line.`, 'Put it on a line of its own, with an empty line round it.');
  if (!read.ok) return read;
  return read.value.kind === 'key'
    ? ok(read.value)
    : why('This cannot stand inside a line.', 'Put it on its own line.');
}

function readTag(node: Element): Result<{ name: ComponentName; values: ReadonlyMap<string, string> }, Why> {
  const { name } = node;
  if (!isComponent(name))
    return why(
      name === null
        ? 'An empty tag <> is not read here.'
        : /^[a-z]/.test(name)
          ? `<${name.slice(0, 60)}> is not read here: a template holds no HTML.`
          : `There is no component <${name.slice(0, 60)}>.`,
      `Use Markdown, or one of: ${Object.keys(components).join(', ')}.`,
    );
  const { attributes, holds } = components[name];
  const values = new Map<string, string>();
  for (const attribute of node.attributes) {
    if (
      attribute.type === 'mdxJsxExpressionAttribute' ||
      (typeof attribute.value === 'object' && attribute.value !== null)
    )
      return why(
        `<${name}> has an attribute in braces: a template of a workspace runs no code.`,
        'Write the value in quotes.',
      );
    if (!attributes.some((each) => each === attribute.name))
      return why(
        `<${name}> has no “${attribute.name.slice(0, 60)}”.`,
        attributes.length === 0 ? 'It takes no attributes.' : `It takes: ${attributes.join(', ')}.`,
      );
    if (values.has(attribute.name)) return why(`<${name}> says “${attribute.name}” twice.`, 'Say it once.');
    values.set(attribute.name, attribute.value ?? '');
  }
  if (holds === 'nothing' && node.children.length > 0)
    return why(`Nothing can stand inside <${name}>.`, `Close it at once: <${name} />.`);
  return ok({ name, values });
}

const isComponent = (name: string | null): name is ComponentName => name !== null && Object.hasOwn(components, name);

const why = (message: string, todo: string): Result<never, Why> => err({ message, todo });
