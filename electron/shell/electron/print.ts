import type { BrowserWindow, Session } from 'electron';
import { APP_ORIGIN, SCHEME } from './origin.ts';

/** What printing needs of Electron. */
export type PrintTools = {
  /** A session in memory, new for each document. */
  readonly openSession: (partition: string) => Session;
  readonly openWindow: (partition: string) => BrowserWindow;
};

let printed = 0;

/**
 * Prints one self-contained HTML document to a tagged PDF with an outline, in a hidden window without scripts, whose
 * session knows one address: the document's.
 */
export async function printWithElectron(tools: PrintTools, html: string): Promise<Uint8Array> {
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
  const window = tools.openWindow(partition);
  try {
    await window.loadURL(address);
    return await window.webContents.printToPDF({
      displayHeaderFooter: false,
      printBackground: true,
      preferCSSPageSize: true,
      generateTaggedPDF: true,
      generateDocumentOutline: true,
    });
  } finally {
    window.destroy();
  }
}
