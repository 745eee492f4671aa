/** What is taken out of a message, in this order, so that lines which differ only in it are one template. */
const masks: readonly (readonly [RegExp, string])[] = [
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '<id>'],
  [/[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g, '<address>'],
  [/\bhttps?:\/\/[^\s"'<>]+/gi, '<url>'],
  [/"(?:[^"\\]|\\.){0,300}"|(?<![\w])'(?:[^'\\]|\\.){0,300}'(?!\w)/g, '<text>'],
  [/(?<![\w<])(?:[A-Za-z]:)?(?:[\\/][\w.%~+@-]+){2,}[\\/]?/g, '<path>'],
  [/\b0x[0-9a-f]+\b|\b(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{8,}\b/gi, '<hex>'],
  [/\d+(?:[.,:]\d+)*/g, '<n>'],
];

/** Characters of a message that its template is made from, and of a template. */
const messageLength = 400;
const templateLength = 300;

/** A message's first line with numbers, ids, hex, quoted texts, paths and addresses masked. */
export function templateOf(message: string): string {
  let text = message.slice(0, messageLength);
  const end = text.search(/[\r\n]/);
  if (end >= 0) text = text.slice(0, end);
  for (const [pattern, mask] of masks) text = text.replace(pattern, mask);
  text = text
    .replace(/\p{Cc}|\p{Cs}/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return text === '' ? '(no text)' : text.slice(0, templateLength);
}

type Count = { count: number; errors: number };
const tracked = 5000;

/** Counts templates; of more than 5,000 different ones the rarest are dropped, so that a rare one may be undercounted. */
export type TemplateCounts = {
  readonly add: (template: string, isError: boolean) => void;
  readonly top: (count: number) => { template: string; count: number; errors: number }[];
};

export function createTemplateCounts(): TemplateCounts {
  const counts = new Map<string, Count>();
  const prune = (): void => {
    for (let least = 1; counts.size > tracked / 2; least *= 2)
      for (const [template, { count }] of counts) if (count <= least) counts.delete(template);
  };
  return {
    add: (template, isError) => {
      const known = counts.get(template);
      if (known === undefined) {
        if (counts.size >= tracked) prune();
        counts.set(template, { count: 1, errors: isError ? 1 : 0 });
      } else {
        known.count += 1;
        if (isError) known.errors += 1;
      }
    },
    top: (count) =>
      [...counts]
        .map(([template, each]) => ({ template, count: each.count, errors: each.errors }))
        .toSorted((a, b) => b.count - a.count || (a.template < b.template ? -1 : 1))
        .slice(0, count),
  };
}
