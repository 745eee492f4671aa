import type { PictureSize } from '../host/shell-port.ts';

/** One command of the DevTools protocol to the page that shows the picture. */
type Send = (method: string, params: Record<string, unknown>) => Promise<unknown>;

/** An SVG as a page that fills its window with it, on the picture's own paper. */
export const picturePage = (svg: string): string =>
  `<!doctype html><html lang="en"><head><title>Picture</title><style>html,body{margin:0;background:#f6f3ea;overflow:hidden}svg{display:block;width:100vw;height:100vh}</style></head><body>${svg.replace(/^<\?xml[^>]*\?>\s*/, '')}</body></html>`;

/** Takes the page as a PNG at each size, px, whatever the display's own scale is. */
export async function capturePicture(send: Send, sizes: readonly PictureSize[]): Promise<readonly Uint8Array[]> {
  const pictures: Uint8Array[] = [];
  await send('Runtime.evaluate', { expression: 'document.fonts.ready.then(() => 0)', awaitPromise: true });
  for (const { width, height } of sizes) {
    await send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
    const clip = { x: 0, y: 0, width, height, scale: 1 };
    const taken = (await send('Page.captureScreenshot', { format: 'png', clip, captureBeyondViewport: true })) as {
      data?: unknown;
    };
    pictures.push(Buffer.from(String(taken.data), 'base64'));
  }
  return pictures;
}
