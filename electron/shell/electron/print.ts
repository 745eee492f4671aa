import type { BrowserWindow, Session } from 'electron';
import type { PictureSize } from '../../host/shell-port.ts';
import { capturePicture, picturePage } from '../capture-picture.ts';
import { APP_ORIGIN, SCHEME } from './origin.ts';

/** What printing needs of Electron. */
export type PrintTools = {
  /** A session in memory, new for each document. */
  readonly openSession: (partition: string) => Session;
  readonly openWindow: (partition: string) => BrowserWindow;
  /** One that is drawn off the screen, for pictures. */
  readonly openDrawing: (partition: string) => BrowserWindow;
};

let printed = 0;

/**
 * Prints one self-contained HTML document to a tagged PDF with an outline, in a hidden window without scripts, whose
 * session knows one address: the document's.
 */
export const printWithElectron = (tools: PrintTools, html: string): Promise<Uint8Array> =>
  inHiddenWindow(tools, tools.openWindow, html, (window) =>
    window.webContents.printToPDF({
      displayHeaderFooter: false,
      printBackground: true,
      preferCSSPageSize: true,
      generateTaggedPDF: true,
      generateDocumentOutline: true,
    }),
  );

/** Draws one SVG as a PNG of each size, in a window as above that is drawn though it is never shown. */
export const drawWithElectron = (
  tools: PrintTools,
  svg: string,
  sizes: readonly PictureSize[],
): Promise<readonly Uint8Array[]> =>
  inHiddenWindow(tools, tools.openDrawing, picturePage(svg), ({ webContents: { debugger: protocol } }) => {
    protocol.attach('1.3');
    return capturePicture((method, params) => protocol.sendCommand(method, params), sizes);
  });

async function inHiddenWindow<T>(
  tools: PrintTools,
  open: (partition: string) => BrowserWindow,
  html: string,
  work: (window: BrowserWindow) => Promise<T>,
): Promise<T> {
  printed += 1;
  const partition = `hotwash-print-${printed}`;
  const session = tools.openSession(partition);
  const address = `${APP_ORIGIN}/document`;
  session.webRequest.onBeforeRequest(({ url }, callback) =>
    callback({ cancel: url !== address && !url.startsWith('data:') }),
  );
  session.protocol.handle(
    SCHEME,
    () => new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } }),
  );
  const window = open(partition);
  try {
    await window.loadURL(address);
    return await work(window);
  } finally {
    window.destroy();
  }
}
