import { lazy, Suspense } from 'react';
import type { CanvasPlan } from '../../shared/canvas/plan.ts';
import { SvgCanvas } from './svg-canvas.tsx';

export type CauseCanvasProps = {
  readonly plan: CanvasPlan;
  /** What the canvas shows, for whoever hears it: the outline beside it is the form that is read out. */
  readonly label: string;
  /** Id of the chosen label; it is always brought into sight. */
  readonly selected: string | null;
  /** Id of another one that is aimed at: what a link or a move would go to. */
  readonly focused: string | null;
  readonly onChoose: (id: string) => void;
  /** Moves a cause below another one, or onto a bone; left out where nothing may be moved. */
  readonly onMove?: (id: string, onto: string) => void;
  /** Whether it may be moved there; without it everything may. */
  readonly canMove?: (id: string, onto: string) => boolean;
  /** Asks for the menu of a label, at a point of the window. */
  readonly onContext?: (id: string, at: { readonly x: number; readonly y: number }) => void;
  /** Drawn for the room's screen: no keys, no pointer, no buttons. */
  readonly room: boolean;
  /** Whether what changes its place moves there. Under reduced motion nothing does. */
  readonly animate: boolean;
};

const LargeCanvas = lazy(async () => ({ default: (await import('./large-canvas.tsx')).LargeCanvas }));

/** Above so many labels an element for each is too slow to drag and to zoom. */
export const mostAsElements = 300;

/** Causes drawn from a plan, whichever view it is of and however many there are. */
export function CauseCanvas(props: CauseCanvasProps) {
  if (props.plan.labels.length <= mostAsElements) return <SvgCanvas {...props} />;
  return (
    <Suspense fallback={null}>
      <LargeCanvas {...props} />
    </Suspense>
  );
}
