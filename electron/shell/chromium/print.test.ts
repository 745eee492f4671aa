import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { findBrowser } from './find-browser.mjs';
import { drawWithBrowser, printWithBrowser } from './print.ts';

const browser = findBrowser();
const has = (command: string, flag: string) => spawnSync(command, [flag]).error === undefined;
const canRead = has('pdfinfo', '-v') && has('qpdf', '--version');
if (browser === undefined) console.warn('skipped: no browser to print with');
if (!canRead) console.warn('skipped: pdfinfo and qpdf are needed to look into a PDF');

const folder = mkdtempSync(join(tmpdir(), 'hotwash-print-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const isRoot = process.getuid?.() === 0;

describe.skipIf(browser === undefined || !canRead)('printing', () => {
  it('[S19] makes a tagged PDF with an outline, in the page size the document asks for', async () => {
    const html = `<!doctype html><html lang="en"><head><title>Record 7</title><style>@page{size:A5 landscape;margin:1cm}</style></head>
      <body><h1>First heading</h1><p>Text</p><h2>Second heading</h2></body></html>`;
    const pdf = await printWithBrowser(String(browser), html, isRoot);
    const file = join(folder, 'a.pdf');
    writeFileSync(file, pdf);
    const info = spawnSync('pdfinfo', [file], { encoding: 'utf8' }).stdout;
    expect(info).toMatch(/^Title:\s+Record 7$/m);
    expect(info).toMatch(/^Tagged:\s+yes$/m);
    expect(info).toMatch(/^JavaScript:\s+no$/m);
    expect(info).toMatch(/^Page size:\s+59[45](\.\d+)? x (419|420)(\.\d+)? pts/m);
    const outlines = spawnSync('qpdf', ['--json', '--json-key=outlines', file], { encoding: 'utf8' }).stdout;
    expect(outlines).toContain('"title": "First heading"');
    expect(outlines).toContain('"title": "Second heading"');
  });

  it('[S19] runs no script of the document and reaches nothing outside it', async () => {
    let requests = 0;
    const server = createServer((_, response) => {
      requests += 1;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const secret = join(folder, 'secret.txt');
    writeFileSync(secret, 'a secret on this disk');
    const html = `<!doctype html><title>Static</title><p id="p">as written</p><img src="http://127.0.0.1:${port}/x.png">
      <iframe src="file://${secret}"></iframe><script>document.getElementById('p').textContent = 'script ran'</script>`;
    const pdf = await printWithBrowser(String(browser), html, isRoot);
    server.close();
    const file = join(folder, 'b.pdf');
    writeFileSync(file, pdf);
    const text = spawnSync('pdftotext', [file, '-'], { encoding: 'utf8' }).stdout;
    expect(text).toContain('as written');
    expect(text).not.toContain('script ran');
    expect(text).not.toContain('secret');
    expect(requests).toBe(0);
  });
});

describe.skipIf(browser === undefined)('drawing', () => {
  it('makes a PNG of each size, of the whole picture, without running its scripts', async () => {
    const svg = `<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><rect width="40" height="30" fill="#00677f"/><script>document.querySelector('rect').remove()</script></svg>`;
    const sizes = [
      { width: 80, height: 60 },
      { width: 3840, height: 2160 },
    ];
    const pictures = await drawWithBrowser(String(browser), svg, sizes, isRoot);
    expect(pictures.map(pngSizeOf)).toEqual(sizes);
    const [small] = pictures;
    if (small === undefined) throw new Error('nothing was drawn');
    expect(firstPixel(small)).toEqual([0x00, 0x67, 0x7f]);
  });
});

const pngSizeOf = (bytes: Uint8Array) => {
  const view = Buffer.from(bytes);
  return { width: view.readUInt32BE(16), height: view.readUInt32BE(20) };
};

/** Red, green and blue of a PNG's first pixel: no filter changes it, since nothing stands before or above it. */
function firstPixel(bytes: Uint8Array): readonly number[] {
  const view = Buffer.from(bytes);
  const parts: Buffer[] = [];
  for (let at = 8; at < view.length; at += view.readUInt32BE(at) + 12)
    if (view.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(view.subarray(at + 8, at + 8 + view.readUInt32BE(at)));
  return [...inflateSync(Buffer.concat(parts)).subarray(1, 4)];
}
