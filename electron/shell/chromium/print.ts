import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printerArguments } from './browser-arguments.ts';
import type { CdpPipe } from './cdp-pipe.ts';
import { launchBrowser } from './launch-browser.ts';

/**
 * Prints one self-contained HTML document to a tagged PDF with an outline made of its headings; page size and margins are
 * the document's own (`@page`). A second, headless browser does it, because printing in the visible one flashes a window.
 * The document's scripts do not run and nothing outside it can be reached.
 */
export async function printWithBrowser(program: string, html: string, isRoot: boolean): Promise<Uint8Array> {
  const profile = await mkdtemp(join(tmpdir(), 'hotwash-print-'));
  try {
    const browser = await launchBrowser(program, printerArguments(profile, isRoot));
    try {
      return await printHtml(browser.cdp, html);
    } finally {
      await browser.close();
    }
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function printHtml(cdp: CdpPipe, html: string): Promise<Uint8Array> {
  const { targetId } = await cdp.send('Target.createTarget', { url: 'about:blank' });
  const { sessionId: session } = await cdp.send('Target.attachToTarget', { targetId, flatten: true });
  const sessionId = String(session);
  await cdp.send('Emulation.setScriptExecutionDisabled', { value: true }, sessionId);
  await cdp.send('Page.enable', {}, sessionId);
  const { frameTree } = await cdp.send('Page.getFrameTree', {}, sessionId);
  const frameId = (frameTree as { frame: { id: string } }).frame.id;
  await cdp.send('Page.setDocumentContent', { frameId, html }, sessionId);
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
