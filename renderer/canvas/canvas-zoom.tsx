import { useKeys } from '../ui/use-keys.ts';
import type { CanvasHold } from './use-canvas-view.ts';
import styles from './canvas.module.css';

const step = 1.25;
const stride = 80;

/** How large the canvas is drawn, and the keys and buttons that change it. */
export function CanvasZoom({ hold }: { readonly hold: CanvasHold }) {
  const larger = () => hold.zoom(step);
  const smaller = () => hold.zoom(1 / step);
  const group = 'The canvas';
  useKeys(
    [
      { key: '+', mod: true, label: 'larger', run: larger, group },
      { key: '=', mod: true, label: 'larger', run: larger, silent: true },
      { key: '-', mod: true, label: 'smaller', run: smaller, group },
      { key: '0', mod: true, label: 'fit it in', run: hold.fit, group },
      { key: 'ArrowLeft', shift: true, label: 'look to the left', run: () => hold.pan(stride, 0), group },
      { key: 'ArrowRight', shift: true, label: 'look to the right', run: () => hold.pan(-stride, 0), group },
      { key: 'ArrowUp', shift: true, label: 'look up', run: () => hold.pan(0, stride), group },
      { key: 'ArrowDown', shift: true, label: 'look down', run: () => hold.pan(0, -stride), group },
    ],
    1,
  );
  return (
    <p className={styles['zoom']} onPointerDown={(event) => event.stopPropagation()}>
      <button type="button" aria-label="Smaller" onClick={smaller}>
        −
      </button>
      <span role={hold.isHeld ? 'status' : undefined}>{Math.round(hold.view.scale * 100)} %</span>
      <button type="button" aria-label="Larger" onClick={larger}>
        +
      </button>
      <button type="button" onClick={hold.fit} disabled={!hold.isHeld}>
        Fit
      </button>
    </p>
  );
}
