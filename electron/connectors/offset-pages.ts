import type { Query } from './connector.ts';

/** The same question from where this page ended, as a path; null when `total` records have come. */
export function pathAndOffset(
  asked: { readonly query: Query; readonly path: string },
  came: number,
  total: number,
): string | null {
  const parameters = parametersOf(asked);
  const offset = Number(parameters.get('offset') ?? 0) + came;
  if (came === 0 || offset >= total) return null;
  parameters.set('offset', String(offset));
  return `${asked.path.split('?')[0] ?? ''}?${parameters.toString()}`;
}

/** The parameters of a question, which stand in its path from the second page on. */
export function parametersOf({ query, path }: { readonly query: Query; readonly path: string }): URLSearchParams {
  const parameters = new URLSearchParams(path.split('?')[1] ?? '');
  for (const [name, value] of Object.entries(query))
    for (const one of value === undefined ? [] : Array.isArray(value) ? (value as readonly string[]) : [value])
      parameters.append(name, String(one));
  return parameters;
}
