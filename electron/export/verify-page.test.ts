import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadReportFonts, loadVerifyPage } from './verify-page.ts';

it('finds what the build left from any depth below, and says or does without what is not there', async () => {
  const root = await mkdtemp(join(tmpdir(), 'hotwash-built-'));
  const deep = join(root, 'dist', 'node', 'chunks');
  await mkdir(deep, { recursive: true });
  expect(await loadVerifyPage(deep)).toMatchObject({ ok: false, error: { code: 'not-built' } });
  expect(await loadReportFonts(deep)).toBe('');
  await writeFile(join(root, 'dist', 'verify.html'), '<!doctype html>');
  await writeFile(join(root, 'dist', 'report-fonts.css'), '@font-face {}');
  expect(await loadVerifyPage(deep)).toEqual({ ok: true, value: '<!doctype html>' });
  expect(await loadReportFonts(deep)).toBe('@font-face {}');
  await rm(root, { recursive: true });
});
