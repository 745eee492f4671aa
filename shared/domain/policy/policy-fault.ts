/** Where in a policy: keys, and places in lists counted from 0. */
export type PolicyPath = readonly (string | number)[];

/** What is wrong with a policy, where, and what would mend it. */
export type PolicyFault = { readonly path: PolicyPath; readonly message: string; readonly mend: string };

/** `triggers[2].when[0].field`; empty for the whole. */
export const pathText = (path: PolicyPath): string =>
  path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
