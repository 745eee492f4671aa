import type { Category, Cause } from './cause.ts';

/** A cause for tests that nobody judged yet; its text is its id. */
export const plainCause = (id: string, parent: string | null, category: Category = 'change'): Cause => ({
  id,
  parent,
  category,
  kind: 'cause',
  text: id,
  author: 'ops-01',
  gate: 'none',
  links: [],
  classification: null,
  scope: null,
  state: { name: 'hypothesis' },
  evidence: [],
  origin: { kind: 'said', id: null },
});
