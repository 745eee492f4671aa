import { causesIn } from '../../../shared/canvas/pack-plan.ts';
import type { DrawnGraph } from '../../../shared/canvas/drawn-graph.ts';
import { boneId, effectId } from '../../../shared/canvas/drawn-graph.ts';
import type { CanvasPlan } from '../../../shared/canvas/plan.ts';
import { drawnSubtree } from '../../../shared/canvas/plan-subtree.ts';
import { carriedId } from './causes-made.ts';
import type { Opened } from './causes-page.tsx';

/** What the bench takes of React Flow and the React it was bundled with; typed here, since it may not be installed. */
type Flow = {
  readonly ReactFlow: object;
  readonly createElement: (type: object, props: object) => object;
  readonly createRoot: (place: HTMLElement) => { render: (element: object) => void; unmount: () => void };
  readonly flushSync: (work: () => void) => void;
};

/** The same labels at the same places, a line from each cause to what it hangs on, the same subtree chosen to be dragged. */
export async function prepareFlow(plan: CanvasPlan, graph: DrawnGraph): Promise<(stage: HTMLElement) => Opened> {
  const address = '/bench/flow.js';
  const { ReactFlow, createElement, createRoot, flushSync } = (await import(/* @vite-ignore */ address)) as Flow;
  const moved = subtreeOf(graph);
  const defaultNodes = plan.labels.map(({ id, x, y, width, height, text }) => ({
    id,
    position: { x, y },
    width,
    height,
    data: { label: text },
    selected: moved.has(id),
  }));
  const defaultEdges = edgesOf(plan, graph);
  return (stage) => {
    const root = createRoot(stage);
    const props = { defaultNodes, defaultEdges, fitView: true, minZoom: 0.0005, colorMode: 'dark' };
    flushSync(() => root.render(createElement(ReactFlow, props)));
    const nodeOf = (id: string) => stage.querySelector<HTMLElement>(`.react-flow__node[data-id="${id}"]`);
    const places = () =>
      new Map(
        [...stage.querySelectorAll<HTMLElement>('.react-flow__node')].map((node) => [
          node.dataset['id'],
          node.style.transform,
        ]),
      );
    let before = places();
    return {
      isReady: () => (nodeOf(carriedId)?.getBoundingClientRect().width ?? 0) > 0,
      grip: () => ({ target: nodeOf(carriedId) ?? stage, ...middleOf(nodeOf(carriedId)) }),
      ground: () => stage.querySelector('.react-flow__pane') ?? stage,
      hold: () => (before = places()),
      seen: () => before.size,
      moved: () => [...places()].filter(([id, place]) => before.get(id) !== place).length,
      close: () => root.unmount(),
    };
  };
}

function middleOf(element: HTMLElement | null) {
  const box = element?.getBoundingClientRect();
  return { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 };
}

function subtreeOf(graph: DrawnGraph): ReadonlySet<string> {
  const head = causesIn(graph).find(({ id }) => id === carriedId);
  return head === undefined ? new Set() : drawnSubtree(head);
}

function edgesOf(plan: CanvasPlan, graph: DrawnGraph) {
  const drawn = new Set(plan.labels.map(({ id }) => id));
  const edge = (source: string, target: string) => ({ id: `${source}>${target}`, source, target, type: 'straight' });
  return graph.bones.flatMap((bone) => {
    const foot = drawn.has(boneId(bone)) ? boneId(bone) : effectId;
    return [
      ...(foot === effectId ? [] : [edge(foot, effectId)]),
      ...bone.causes.map(({ id }) => edge(id, foot)),
      ...causesIn({ ...graph, bones: [bone] }).flatMap(({ id, children }) =>
        children.map((child) => edge(child.id, id)),
      ),
    ];
  });
}
