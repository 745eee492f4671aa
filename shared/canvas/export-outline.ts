import { oneLine } from './clean-text.ts';
import type { DrawnCause, DrawnGraph } from './drawn-graph.ts';
import { drawnCauses, stateWords } from './state-words.ts';

/** What Markdown could read as more than itself, escaped; what is more only at the start, there. */
const markdown = (text: string): string =>
  oneLine(text)
    .replace(/[\\`*_[\]<>#|~&$]/g, String.raw`\$&`)
    .replace(/^([-+•◦▪‣·–—]|\d{1,9}(?=[.)]))/, (first) => (/\d/.test(first) ? `${first}\\` : `\\${first}`));

const gateWords = { none: '', and: 'all below it together', or: 'any one below it' } as const;

/**
 * A Markdown outline: the effect as its title, bones as headings, causes as a nested list. What stands for a cause is
 * behind it in emphasis, and a rejected one is struck, so that an outline is never read as a list of established causes.
 */
export function exportOutline(graph: DrawnGraph): string {
  const texts = new Map(drawnCauses(graph).map(({ cause }) => [cause.id, cause.text]));
  const lines = [`# ${markdown(graph.effect.text)}`];
  for (const bone of graph.bones.filter(({ causes }) => causes.length > 0)) {
    lines.push('', `## ${markdown(bone.title)}`, '');
    for (const { cause, depth } of drawnCauses({ ...graph, bones: [bone] }))
      lines.push(`${'  '.repeat(depth)}- ${causeText(cause, texts)}`);
  }
  return `${lines.join('\n')}\n`;
}

function causeText(cause: DrawnCause, texts: ReadonlyMap<string, string>): string {
  const words = cause.state === 'rejected' ? `~~${markdown(cause.text)}~~` : markdown(cause.text);
  const links = cause.links.flatMap((id) => {
    const to = texts.get(id);
    return to === undefined ? [] : [`leads to “${to}” as well`];
  });
  const state = stateWords[cause.state];
  const standing = [cause.small.startsWith(state) ? cause.small : [state, cause.small].filter(Boolean).join(': ')];
  const kind = cause.kind === 'condition' ? ['a condition'] : [];
  const told = [...standing, ...kind, ...(cause.gate === 'none' ? [] : [gateWords[cause.gate]]), ...links];
  return `${words} _(${markdown(told.join('; '))})_`;
}
