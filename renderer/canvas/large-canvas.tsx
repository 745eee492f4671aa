import { useRef, type MouseEvent } from 'react';
import { CanvasZoom } from './canvas-zoom.tsx';
import type { CauseCanvasProps } from './cause-canvas.tsx';
import { useLargePointer } from './use-large-pointer.ts';
import { useLargeStage } from './use-large-stage.ts';
import styles from './large-canvas.module.css';

/**
 * A canvas of thousands of causes: two layers of pixels, and elements only for what has focus. It draws what the plain
 * one draws, and what cannot be read at a distance as bars.
 */
export function LargeCanvas(props: CauseCanvasProps) {
  const { label, room, onContext } = props;
  const host = useRef<HTMLDivElement>(null);
  const under = useRef<HTMLCanvasElement>(null);
  const above = useRef<HTMLCanvasElement>(null);
  const focus = useRef<HTMLDivElement>(null);
  const target = useRef<HTMLDivElement>(null);
  const { stage, hold } = useLargeStage({ host, under, above, focus, target }, props);
  const { isCarrying, handlers } = useLargePointer(host, stage, props);
  const layers = (
    <>
      <canvas ref={under} className={styles['under']} aria-hidden="true" />
      <canvas ref={above} className={styles['above']} width={0} height={0} aria-hidden="true" />
      <div ref={focus} className={styles['focus']} hidden aria-hidden="true" />
      <div ref={target} className={styles['target']} hidden aria-hidden="true" />
    </>
  );
  if (room)
    return (
      <div ref={host} className={styles['host']}>
        {layers}
      </div>
    );
  const askMenu = (event: MouseEvent<HTMLElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = stage.current?.labelAt({ x: event.clientX - box.left, y: event.clientY - box.top });
    if (at === undefined || onContext === undefined) return;
    event.preventDefault();
    onContext(at.id, { x: event.clientX, y: event.clientY });
  };
  return (
    // As in the plain one: it takes the pointer and the focus of the causes' keys, which are in useKeys.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      ref={host}
      className={`${styles['host']} ${isCarrying ? styles['carrying'] : ''}`}
      role="group"
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      data-canvas="large"
      {...handlers}
      onContextMenu={askMenu}
    >
      {layers}
      <CanvasZoom hold={hold} />
    </div>
  );
}
