import { boneId, effectId, type DrawnCause, type DrawnGraph } from './drawn-graph.ts';
import { layoutFishbone } from './layout-fishbone.ts';
import type { Box } from './plan.ts';
import { drawnCauses } from './state-words.ts';
import { xmlAttribute, xmlText } from './xml-text.ts';

const padding = 8;

const base =
  'rounded=0;whiteSpace=wrap;html=1;align=left;spacingLeft=6;spacingRight=6;fontFamily=Atkinson Hyperlegible Next;';
const styles: { readonly [kind in DrawnCause['state'] | 'effect' | 'bone']: string } = {
  effect: `${base}fillColor=#14211F;strokeColor=#14211F;fontColor=#F6F3EA;fontStyle=1;fontSize=20;`,
  bone: `${base}fillColor=none;strokeColor=none;fontStyle=1;fontSize=18;`,
  validated: `${base}shape=ext;double=1;fillColor=#FFFFFF;strokeColor=#00677F;strokeWidth=2;`,
  supported: `${base}fillColor=#FFFFFF;strokeColor=#00677F;strokeWidth=2;`,
  hypothesis: `${base}fillColor=#FFFFFF;strokeColor=#8F5E00;strokeWidth=2;dashed=1;dashPattern=1 3;`,
  rejected: `${base}fillColor=#ECE7DA;strokeColor=#566460;fontColor=#566460;`,
  stopped: `${base}fillColor=#ECE7DA;strokeColor=#566460;fontColor=#566460;dashed=1;dashPattern=8 4;`,
};
const line = 'endArrow=block;endFill=1;html=1;strokeColor=#44524F;';
const linkLine = 'endArrow=open;html=1;dashed=1;strokeColor=#7A5600;hotwash=link;';

/**
 * A draw.io file, uncompressed: a box for the effect, each bone and each cause at its place on the fishbone, arrows from
 * cause to effect, links dashed. What a box says below its text stands in `<small>`.
 */
export function exportDrawio(graph: DrawnGraph): string {
  const plan = layoutFishbone(graph, { unit: 14, wrap: 210, lines: 80 });
  const places = new Map(plan.labels.map((label): [string, Box] => [label.id, label]));
  const causes = drawnCauses(graph);
  const ids = new Map(causes.map(({ cause }, index) => [cause.id, `cause-${index + 1}`]));
  const idOf = (id: string): string => ids.get(id) ?? id;
  const cells = [box(effectId, textHtml(graph.effect.text, graph.effect.small), styles.effect, places.get(effectId))];
  for (const bone of graph.bones.filter(({ causes: first }) => first.length > 0)) {
    const id = boneId(bone);
    cells.push(box(id, textHtml(bone.title, ''), styles.bone, places.get(id)), edge(`${id}-to`, id, effectId, line));
    for (const { cause, above } of withParents(bone.causes, id)) {
      const words = textHtml(cause.text, [gateWords[cause.gate], cause.small].filter(Boolean).join(' · '));
      const value = cause.state === 'rejected' ? `<s>${words}</s>` : words;
      cells.push(box(idOf(cause.id), value, styles[cause.state], places.get(cause.id)));
      cells.push(edge(`${idOf(cause.id)}-to`, idOf(cause.id), idOf(above), line));
    }
  }
  for (const { cause } of causes)
    for (const [index, to] of cause.links.filter((each) => ids.has(each)).entries())
      cells.push(edge(`${idOf(cause.id)}-link-${index + 1}`, idOf(cause.id), idOf(to), linkLine));
  const model = inElement('mxGraphModel', 'grid="0" page="0" math="0" shadow="0" background="#F6F3EA"', [
    ...inElement('root', '', ['<mxCell id="0"/>', '<mxCell id="1" parent="0"/>', ...cells]),
  ]);
  const file = inElement('mxfile', 'host="Hotwash" compressed="false"', [
    ...inElement('diagram', 'id="causes" name="Causes"', model),
  ]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${file.join('\n')}\n`;
}

const gateWords = { none: '', and: 'AND', or: 'OR' } as const;

/** Causes in reading order, each with the id of what it hangs on. */
function withParents(first: readonly DrawnCause[], bone: string): readonly { cause: DrawnCause; above: string }[] {
  const found: { cause: DrawnCause; above: string }[] = [];
  const waiting = first.map((cause) => ({ cause, above: bone })).toReversed();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    found.push(next);
    for (const child of next.cause.children.toReversed()) waiting.push({ cause: child, above: next.cause.id });
  }
  return found;
}

const inElement = (name: string, attributes: string, lines: readonly string[]): readonly string[] => [
  `<${[name, attributes].filter(Boolean).join(' ')}>`,
  ...lines.map((each) => `  ${each}`),
  `</${name}>`,
];

/** A label is HTML inside an XML attribute, so a text is escaped twice. */
const textHtml = (text: string, small: string): string =>
  `${xmlText(text).replaceAll('\n', '<br>')}${small === '' ? '' : `<br><small>${xmlText(small).replaceAll('\n', ' ')}</small>`}`;

function box(id: string, value: string, style: string, place: Box | undefined): string {
  const { x, y, width, height } = place ?? { x: 0, y: 0, width: 200, height: 40 };
  const at = `x="${Math.round(x)}" y="${Math.round(y)}" width="${Math.ceil(width) + 2 * padding}" height="${Math.ceil(height)}"`;
  return `<mxCell id="${xmlAttribute(id)}" value="${xmlAttribute(value)}" style="${xmlAttribute(style)}" vertex="1" parent="1"><mxGeometry ${at} as="geometry"/></mxCell>`;
}

const edge = (id: string, from: string, to: string, style: string): string =>
  `<mxCell id="${xmlAttribute(id)}" style="${xmlAttribute(style)}" edge="1" parent="1" source="${xmlAttribute(from)}" target="${xmlAttribute(to)}"><mxGeometry relative="1" as="geometry"/></mxCell>`;
