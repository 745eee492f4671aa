import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { hasOpenssl, makeAuthority, openssl, type LocalAuthority } from '../../electron/host/certificate-fixture.ts';
import { cmsSignerOf, readPersonalChain } from '../../electron/host/certificate-chain.ts';
import { makePerson, valueOf } from '../../electron/host/record-fixture.ts';
import { findBrowser } from '../../electron/shell/chromium/find-browser.mjs';
import { printWithBrowser } from '../../electron/shell/chromium/print.ts';
import { certificateRequest } from '../../electron/signing/certificate-request.ts';
import { signCms } from '../../electron/signing/cms.ts';
import { sealPdf } from '../../electron/signing/pades.ts';
import type { CmsSigner } from '../../shared/record/cms.ts';
import type { PersonKey } from '../../electron/signing/person-key.ts';

const has = (command: string, flag: string): boolean => spawnSync(command, [flag]).error === undefined;
const browser = findBrowser();
const canLook = hasOpenssl && has('pdfsig', '-v') && has('qpdf', '--version') && has('pdftoppm', '-v');
const hasNss = has('certutil', '-H');
if (browser === undefined) console.warn('skipped: no browser to print a report with');
if (!canLook) console.warn('skipped: openssl, poppler-utils and qpdf are needed to look at a signed PDF');
if (!hasNss) console.warn('skipped: certutil (libnss3-tools) is needed to say whom pdfsig trusts');

const html = `<!doctype html><html lang="en"><title>Record</title><body><h1>Record of r-2026-118</h1>
  <p><a href="https://example.org">A link</a></p><h2 style="break-before:page">Causes</h2><p>(text) \\ text</p></html>`;
const words = { signer: 'ops-02', reason: 'Report of r-2026-118 (Größe)', signedAt: Date.UTC(2026, 2, 16, 12) };

describe.skipIf(browser === undefined || !canLook)('a signed PDF', () => {
  let authority: LocalAuthority;
  let key: PersonKey;
  let signer: CmsSigner;
  let pdf: Uint8Array;
  let sealed: Uint8Array;
  beforeAll(async () => {
    authority = await makeAuthority();
    const issuing = await authority.make('issuing', { use: 'lowest', subject: '/O=Example/CN=Example People' });
    key = await makePerson();
    const request = certificateRequest(key, { member: 'ops-02', organisation: 'Example', mail: 'ops-02@example.org' });
    const leaf = await authority.issue(request, { by: issuing });
    const chain = valueOf(readPersonalChain(`${leaf}${openssl(['x509', '-in', issuing.certificate]).toString()}`));
    signer = cmsSignerOf(chain);
    pdf = await printWithBrowser(String(browser), html, process.getuid?.() === 0);
    sealed = valueOf(sealPdf(key, signer, pdf, words));
  });

  const look = (bytes: Uint8Array, command: string, args: readonly string[]): string => {
    const file = join(authority.folder, 'look.pdf');
    writeFileSync(file, bytes);
    const ran = spawnSync(command, [...args, file], { encoding: 'utf8' });
    return `${ran.status}\n${ran.stdout}${ran.stderr}`;
  };

  it('pdfsig calls it valid, by its words, and covered whole; a copy with a changed byte it does not', () => {
    const said = look(sealed, 'pdfsig', ['-nocert']);
    expect(said).toContain('Signature Validation: Signature is Valid.');
    expect(said).toContain('Total document signed');
    expect(said).toContain('Signature Type: ETSI.CAdES.detached');
    expect(said).toContain('Signer Certificate Common Name: ops-02');
    const at = Buffer.from(sealed).indexOf('/Lang (en)');
    const tampered = Buffer.from(sealed);
    tampered.write('/Lang (de)', at);
    for (const changed of [tampered, Buffer.from(sealed).fill(0x31, sealed.length - 40, sealed.length - 39)])
      expect(look(changed, 'pdfsig', ['-nocert'])).not.toContain('Signature is Valid');
  });

  it('stays the PDF it was: begins with its bytes, passes qpdf, is tagged, draws the same pages', () => {
    expect(Buffer.from(sealed.subarray(0, pdf.length)).equals(pdf)).toBe(true);
    expect(look(sealed, 'qpdf', ['--check'])).toMatch(/^0\n[^]*No syntax or stream encoding errors/);
    expect(look(sealed, 'pdfinfo', [])).toMatch(/Tagged: +yes[^]*Form: +AcroForm[^]*Pages: +2/);
    const pages = (bytes: Uint8Array): Buffer => {
      writeFileSync(join(authority.folder, 'draw.pdf'), bytes);
      return spawnSync('pdftoppm', ['-r', '40', join(authority.folder, 'draw.pdf')], { maxBuffer: 1 << 26 }).stdout;
    };
    expect(pages(sealed).length).toBeGreaterThan(10_000);
    expect(pages(sealed).equals(pages(pdf))).toBe(true);
    const outline = look(sealed, 'qpdf', ['--json', '--json-key=outlines']);
    expect(outline).toContain('Causes');
  });

  it.skipIf(!hasNss)('pdfsig trusts its certificate where the reader trusts the authority, and not else', async () => {
    const database = join(authority.folder, 'nss');
    await mkdir(database);
    const certutil = (...args: readonly string[]) => spawnSync('certutil', ['-d', `sql:${database}`, ...args]);
    certutil('-N', '--empty-password');
    const ask = (): string => look(sealed, 'pdfsig', ['-nssdir', `sql:${database}`]);
    expect(ask()).toContain('Signature is Valid');
    expect(ask()).not.toContain('Certificate is Trusted');
    certutil('-A', '-n', 'root', '-t', 'C,C,C', '-i', authority.root);
    expect(ask()).toContain('Certificate Validation: Certificate is Trusted.');
  });

  it('is refused in words where the file is no PDF, is signed already, or is cut', () => {
    for (const bytes of [Buffer.from('no'), pdf.subarray(0, -20), sealed]) {
      const again = sealPdf(key, signer, bytes, words);
      expect(again.ok ? 'signed' : again.error.message).toMatch(/The PDF (cannot be signed|has a form).*as it was/);
    }
  });

  it('openssl accepts the detached .p7s under the authority, and refuses it over another manifest', async () => {
    const at = (name: string): string => join(authority.folder, name);
    const manifest = Buffer.from(`${'0'.repeat(64)}  data/review.json\n`);
    await writeFile(at('manifest'), manifest);
    await writeFile(at('manifest.p7s'), signCms(key, signer, [manifest], Date.UTC(2026, 2, 16, 12)));
    const verify = (content: string): string => {
      const args = ['-verify', '-binary', '-inform', 'DER', '-in', at('manifest.p7s'), '-content', at(content)];
      const asked = spawnSync('openssl', ['cms', ...args, '-CAfile', authority.root, '-out', '/dev/null', '-cades'], {
        encoding: 'utf8',
      });
      return asked.stderr;
    };
    expect(verify('manifest')).toContain('CAdES Verification successful');
    await writeFile(at('other'), 'another manifest');
    expect(verify('other')).toContain('Verification failure');
  });
});
