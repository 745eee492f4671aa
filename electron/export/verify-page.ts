import { err, ok, type Result } from '../../shared/lib/result.ts';
import { readBuiltFile } from './built-file.ts';

/** The offline verifier's page, which the build leaves at `dist/verify.html`. */
export async function loadVerifyPage(
  start?: string,
): Promise<Result<string, { readonly code: 'not-built'; readonly message: string }>> {
  const page = await readBuiltFile('verify.html', start);
  if (page !== undefined) return ok(page);
  return err({
    code: 'not-built',
    message: 'The offline verifier is missing from this installation; run the build first.',
  });
}

/** The report's own faces as style rules; none where they were not built, and its reader's faces stand in. */
export const loadReportFonts = async (start?: string): Promise<string> =>
  (await readBuiltFile('report-fonts.css', start)) ?? '';
