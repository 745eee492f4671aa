import type { ItemKind } from '../domain/agenda/agenda.ts';

/** What may stand inside a line of a template's text. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'emphasis' | 'strong'; readonly children: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'link'; readonly href: string; readonly children: readonly Inline[] }
  | { readonly kind: 'key'; readonly name: string };

/** What a template's text consists of. There is nothing else: no markup of its own, nothing to run. */
export type Block =
  /** `level` 1 to 3, each at most one below the heading before it. */
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly children: readonly Inline[] }
  | { readonly kind: 'paragraph'; readonly children: readonly Inline[] }
  /** `start` is null for a list of points. */
  | { readonly kind: 'list'; readonly start: number | null; readonly items: readonly (readonly Block[])[] }
  | { readonly kind: 'quote'; readonly children: readonly Block[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'rule' }
  | { readonly kind: 'note'; readonly children: readonly Block[] }
  | { readonly kind: 'agenda' }
  | { readonly kind: 'ground-rules' }
  | { readonly kind: 'prompts'; readonly item: ItemKind }
  | { readonly kind: 'field'; readonly field: string };
