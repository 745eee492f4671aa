import { createHash } from 'node:crypto';
import { appendFile, cp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildVerifyPage } from '../../build/build-verify-page.ts';
import { zipBundle } from '../../electron/export/zip-bundle.ts';
import { hostileZips } from '../../electron/host/hostile-zips.ts';
import { makeRecord, valueOf, type RecordFixture } from '../../electron/host/record-fixture.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../electron/host/temporary-folder.ts';

afterAll(removeTemporaryFolders);

const executablePath = ['/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/microsoft-edge'].find(existsSync);
if (executablePath === undefined) console.log('verify-page: skipped, no Chromium is installed');

describe.skipIf(executablePath === undefined)('the offline verifier in a browser, from file://', () => {
  let record: RecordFixture;
  let browser: Browser;
  let page: Page;
  const asked: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    record = await makeRecord({ verifyHtml: await buildVerifyPage() });
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] });
    page = await browser.newPage();
    page.on('request', (request) => asked.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
  });
  afterAll(() => browser?.close());

  const headline = async (
    input: '#folder' | '#zip',
    path: string,
    trust = join(record.trustDir, 'allowed_signers'),
  ): Promise<string> => {
    await page.goto(pathToFileURL(join(record.dir, 'verify.html')).href);
    await page.setInputFiles('#trust', trust);
    await page.setInputFiles(input, path);
    await page.waitForSelector('#result:is([data-state=green], [data-state=amber], [data-state=red])');
    return `${await page.getAttribute('#result', 'data-state')}: ${await page.innerText('#result')}`;
  };
  const changed = async (change: (dir: string) => Promise<void>): Promise<string> => {
    const copy = await temporaryFolder('page');
    await cp(record.dir, copy, { recursive: true });
    await change(copy);
    return copy;
  };

  it('[R1] says green for a good folder and names who signed', async () => {
    const text = await headline('#folder', record.dir);
    expect(text).toMatch(/^green: VERIFIED: unchanged/);
    expect(text).toContain('facilitator: ops-02, who facilitated the review');
    expect(text).toContain(record.people['rel-01']?.fingerprint);
    expect(text).toContain(record.people['rel-01']?.words.join(' '));
  });

  it('[R1] says green for the zip, and the device is known by its own key', async () => {
    const zip = join(record.base, 'record.zip');
    valueOf(await zipBundle(record.dir, 'hotwash-r-2026-118', zip));
    expect(await headline('#zip', zip)).toMatch(/^green: VERIFIED[^]*a device that is not in your trust file/);
  });

  it('[R1] says red for a changed byte and names the file', async () => {
    const copy = await changed((dir) => appendFile(join(dir, 'data/actions.csv'), 'x'));
    const text = await headline('#folder', copy);
    expect(text).toMatch(/^red: REFUSED/);
    const digest = createHash('sha256')
      .update(await readFile(join(copy, 'data/actions.csv')))
      .digest('hex');
    expect(text).toContain(`CHANGED data/actions.csv: signed sha256`);
    expect(text).toContain(`found ${digest}`);
  });

  it("[R8] says amber for a stranger's key", async () => {
    const other = await makeRecord();
    expect(await headline('#folder', record.dir, join(other.trustDir, 'allowed_signers'))).toMatch(
      /^amber: INTACT, NOT TRUSTED[^]*INTACT, NOT TRUSTED: key/,
    );
  });

  it('[R7] says amber when a sign-off is missing', async () => {
    const short = await makeRecord({ roles: [['facilitator', 'facilitated', 'ops-02']] });
    expect(await headline('#folder', short.dir, short.trustDir + '/allowed_signers')).toContain(
      'INCOMPLETE: no valid sign-off by release-manager',
    );
  });

  it('[R15] says red for a zip with bytes after its end, and for no zip at all', async () => {
    const zip = join(record.base, 'trailing.zip');
    valueOf(await zipBundle(record.dir, 'hotwash-r-2026-118', zip));
    await appendFile(zip, 'x');
    expect(await headline('#zip', zip)).toMatch(/^red: NOT READ[^]*UNSAFE ARCHIVE/);
    const text = join(record.base, 'no.zip');
    await writeFile(text, 'not a zip');
    expect(await headline('#zip', text)).toMatch(/^red: NOT READ[^]*UNREADABLE/);
    await rm(text);
  });

  it('[R15] refuses a zip with bytes hidden behind packed data, which another decompressor lets pass', async () => {
    const shape = hostileZips.find(({ name }) => name === 'bytes behind packed data');
    const zip = join(record.base, 'behind.zip');
    await writeFile(zip, shape?.bytes() ?? '');
    expect(await headline('#zip', zip)).toMatch(/^red: NOT READ[^]*does not unpack to what it declares/);
  });

  it('[R8] takes no keys from the record itself', async () => {
    expect(await headline('#folder', record.dir, join(record.dir, 'trust/allowed_signers'))).toMatch(
      /^amber: INTACT, NOT TRUSTED[^]*your trust file lies inside the record/,
    );
  });

  it('[R2] shows forty findings with long names without losing one, on a narrow page too', async () => {
    const name = (index: number): string => `data/${'a-name-that-nobody-signed-'.repeat(3)}${index}.csv`;
    const copy = await changed(async (dir) => {
      for (let index = 0; index < 40; index += 1) await writeFile(join(dir, name(index)), 'x');
    });
    await page.setViewportSize({ width: 320, height: 640 });
    const text = await headline('#folder', copy);
    for (let index = 0; index < 40; index += 1) expect(text).toContain(name(index));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('is reached by the keyboard alone and has nothing that axe finds, in light and dark', async () => {
    await headline('#folder', record.dir);
    await page.locator('body').press('Tab');
    const reached: (string | undefined)[] = [];
    for (let index = 0; index < 4; index += 1) {
      reached.push(await page.evaluate(() => document.activeElement?.id));
      await page.keyboard.press('Tab');
    }
    expect(reached).toEqual(['trust', 'folder', 'zip', 'print']);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const found = await violationsOf(browser, await page.content(), colorScheme);
      expect(found).toEqual([]);
    }
  });

  it('asks for nothing but itself and breaks no rule of its policy', async () => {
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((url) => !url.startsWith('file:'))).toEqual([]);
    expect(complaints).toEqual([]);
    await page.goto(pathToFileURL(join(record.dir, 'verify.html')).href);
    const reached = await page.evaluate(() =>
      fetch('http://127.0.0.1:9/').then(
        () => 'reached',
        () => 'refused',
      ),
    );
    expect(reached).toBe('refused');
    expect(complaints.join('\n')).toContain('Content Security Policy');
  });

  it('is one small file that names no host', async () => {
    const html = await buildVerifyPage();
    expect(html).toBe(await buildVerifyPage());
    expect(html.length).toBeLessThan(200_000);
    expect(html).not.toMatch(/https?:\/\/(?!in-toto\.io|hotwash\.dev)/);
  });
});

/** What axe finds in the page as it stands. Its policy lets no foreign script in, so a copy without one is looked at. */
async function violationsOf(browser: Browser, html: string, colorScheme: 'light' | 'dark'): Promise<readonly string[]> {
  const copy = await browser.newPage({ colorScheme });
  try {
    await copy.setContent(html.replace(/<meta http-equiv[^>]*>/, '').replace(/<script[^]*<\/script>/, ''));
    await copy.addScriptTag({ path: createRequire(import.meta.url).resolve('axe-core') });
    return await copy.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: { run: () => Promise<{ violations: { id: string }[] }> } };
      return (await axe.run()).violations.map(({ id }) => id);
    });
  } finally {
    await copy.close();
  }
}
