import type { PowerMonitor, PowerSaveBlocker } from 'electron';
import type { ShellPort } from '../../host/shell-port.ts';
import { drawWithElectron, printWithElectron, type PrintTools } from './print.ts';
import { createStartChild, type ForkUtility } from './start-child.ts';

export type ElectronPortTools = PrintTools & {
  readonly powerMonitor: Pick<PowerMonitor, 'on' | 'off'>;
  readonly powerSaveBlocker: Pick<PowerSaveBlocker, 'start' | 'stop'>;
  readonly fork: ForkUtility;
};

/** What the host may ask of the Electron shell. */
export function createElectronPort(tools: ElectronPortTools): ShellPort {
  return {
    kind: 'electron',
    printToPdf: (html) => printWithElectron(tools, html),
    renderPng: (svg, sizes) => drawWithElectron(tools, svg, sizes),
    startChild: createStartChild(tools.fork),
    // A window opened by the page shares its BroadcastChannel; the window handler puts it on the other display.
    openAudience: () => Promise.resolve('page-opens-it'),
    onResume(listener) {
      tools.powerMonitor.on('resume', listener);
      return () => void tools.powerMonitor.off('resume', listener);
    },
    keepAwake() {
      const id = tools.powerSaveBlocker.start('prevent-display-sleep');
      return () => void tools.powerSaveBlocker.stop(id);
    },
  };
}
