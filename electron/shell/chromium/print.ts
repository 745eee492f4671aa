import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PictureSize } from '../../host/shell-port.ts';
import { capturePicture, picturePage } from '../capture-picture.ts';
import { printerArguments } from './browser-arguments.ts';
import type { CdpPipe } from './cdp-pipe.ts';
import { launchBrowser } from './launch-browser.ts';

/**
 * Prints one self-contained HTML document to a tagged PDF with an outline made of its headings; page size and margins are
 * the document's own (`@page`). A second, headless browser does it, because printing in the visible one flashes a window.
 * The document's scripts do not run and nothing outside it can be reached.
 */
export const printWithBrowser = (program: string, html: string, isRoot: boolean): Promise<Uint8Array> =>
  withHiddenBrowser(program, isRoot, async (cdp) => printPage(cdp, await openPage(cdp, html)));

/** Draws one SVG as a PNG of each size, in a hidden browser as above. */
export const drawWithBrowser = (
  program: string,
  svg: string,
  sizes: readonly PictureSize[],
  isRoot: boolean,
): Promise<readonly Uint8Array[]> =>
  withHiddenBrowser(program, isRoot, async (cdp) => {
    const session = await openPage(cdp, picturePage(svg));
    return capturePicture((method, params) => cdp.send(method, params, session), sizes);
  });

async function withHiddenBrowser<T>(program: string, isRoot: boolean, work: (cdp: CdpPipe) => Promise<T>): Promise<T> {
  const profile = await mkdtemp(join(tmpdir(), 'hotwash-print-'));
  try {
    const browser = await launchBrowser(program, printerArguments(profile, isRoot));
    try {
      return await work(browser.cdp);
    } finally {
      await browser.close();
    }
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Shows a document without running its scripts; answers the session of its page. */
async function openPage(cdp: CdpPipe, html: string): Promise<string> {
  const { targetId } = await cdp.send('Target.createTarget', { url: 'about:blank' });
  const { sessionId: session } = await cdp.send('Target.attachToTarget', { targetId, flatten: true });
  const sessionId = String(session);
  await cdp.send('Emulation.setScriptExecutionDisabled', { value: true }, sessionId);
  await cdp.send('Page.enable', {}, sessionId);
  const { frameTree } = await cdp.send('Page.getFrameTree', {}, sessionId);
  const frameId = (frameTree as { frame: { id: string } }).frame.id;
  await cdp.send('Page.setDocumentContent', { frameId, html }, sessionId);
  return sessionId;
}

async function printPage(cdp: CdpPipe, sessionId: string): Promise<Uint8Array> {
  await cdp.send(
    'Runtime.evaluate',
    { expression: 'document.fonts.ready.then(() => 0)', awaitPromise: true },
    sessionId,
  );
  const printed = await cdp.send(
    'Page.printToPDF',
    {
      displayHeaderFooter: false,
      printBackground: true,
      preferCSSPageSize: true,
      generateTaggedPDF: true,
      generateDocumentOutline: true,
    },
    sessionId,
  );
  return Buffer.from(String(printed.data), 'base64');
}
