import { effectId, type DrawnCause, type DrawnGraph } from './drawn-graph.ts';
import { oneLine } from './clean-text.ts';
import { drawnCauses, stateWords } from './state-words.ts';

/**
 * A label that Mermaid reads back as it is, by its entity codes: what ends a label, opens markup, a comment, a directive
 * or another keyword. A `:` is hidden where Mermaid looks for style rules, whose last `;` it would take away.
 */
function mermaidLabel(text: string): string {
  const signs = /style|classdef/i.test(text) ? /[#<>&"%`[\]{}\\$:;|]/g : /[#<>&"%`[\]{}\\$;|]/g;
  return oneLine(text).replace(signs, (sign) => `#${sign.codePointAt(0)};`);
}

/**
 * Mermaid's `ishikawa-beta`: indentation is the tree, a line one label. The diagram has no states, so each is a word in
 * brackets behind its cause; gates and links have no place in it.
 */
export function exportIshikawa(graph: DrawnGraph): string {
  const lines = ['ishikawa-beta', `  ${lineLabel(graph.effect.text)}`];
  for (const bone of graph.bones.filter(({ causes }) => causes.length > 0)) {
    lines.push(`  ${lineLabel(bone.title)}`);
    for (const { cause, depth } of drawnCauses({ ...graph, bones: [bone] }))
      lines.push(`${'  '.repeat(depth + 2)}${lineLabel(cause.text)} [${stateWords[cause.state]}]`);
  }
  return `${lines.join('\n')}\n`;
}

/** A label at the start of a line must not be taken for the diagram's own keyword. */
function lineLabel(text: string): string {
  const label = mermaidLabel(text);
  return /^ishikawa/i.test(label) ? `#${label.codePointAt(0)};${label.slice(1)}` : label;
}

const classes = [
  'classDef head fill:#14211f,stroke:#14211f,color:#f6f3ea,font-weight:bold',
  'classDef bone fill:#ece7da,stroke:#44524f,color:#14211f,font-weight:bold',
  'classDef gate fill:#f6f3ea,stroke:#7a5600,color:#7a5600',
  'classDef validated fill:#ffffff,stroke:#00677f,stroke-width:4px,color:#14211f',
  'classDef supported fill:#ffffff,stroke:#00677f,stroke-width:2px,color:#14211f',
  'classDef hypothesis fill:#ffffff,stroke:#8f5e00,stroke-width:2px,stroke-dasharray:2 4,color:#14211f',
  'classDef rejected fill:#ece7da,stroke:#566460,color:#566460,text-decoration:line-through',
  'classDef stopped fill:#ece7da,stroke:#566460,stroke-dasharray:8 4,color:#566460',
];

/** Mermaid's flowchart: arrows from cause to effect, gates as nodes of their own, states as classes, links dotted. */
export function exportFlowchart(graph: DrawnGraph): string {
  const causes = drawnCauses(graph);
  const ids = new Map(causes.map(({ cause }, index) => [cause.id, `c${index + 1}`]));
  const node = (id: string, text: string, kind: string): string => `  ${id}["${mermaidLabel(text)}"]:::${kind}`;
  const lines = ['flowchart RL', node(effectId, graph.effect.text, 'head')];
  const walk = (cause: DrawnCause): void => {
    const id = ids.get(cause.id) ?? '';
    lines.push(node(id, cause.text, cause.state));
    const into = cause.gate === 'none' ? id : `${id}gate`;
    if (cause.gate !== 'none') lines.push(`  ${into}{{"${cause.gate.toUpperCase()}"}}:::gate`, `  ${into} --> ${id}`);
    for (const child of cause.children) lines.push(`  ${ids.get(child.id) ?? ''} --> ${into}`);
  };
  for (const { id, title, causes: first } of graph.bones.filter(({ causes: each }) => each.length > 0)) {
    lines.push(node(`bone-${id}`, title, 'bone'), `  bone-${id} --> ${effectId}`);
    for (const cause of first) lines.push(`  ${ids.get(cause.id) ?? ''} --> bone-${id}`);
  }
  for (const { cause } of causes) walk(cause);
  for (const { cause } of causes)
    for (const link of cause.links) {
      const to = ids.get(link);
      if (to !== undefined) lines.push(`  ${ids.get(cause.id) ?? ''} -.-> ${to}`);
    }
  return `${[...lines, ...classes.map((rule) => `  ${rule}`)].join('\n')}\n`;
}
