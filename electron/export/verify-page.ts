import { dirname, join } from 'node:path';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { readFileIfAny } from '../platform/files.ts';

/**
 * The offline verifier's page, which the build leaves at `dist/verify.html`: found from the sources and from the built
 * program alike by looking upwards from `start`.
 */
export async function loadVerifyPage(
  start: string = import.meta.dirname,
): Promise<Result<string, { readonly code: 'not-built'; readonly message: string }>> {
  for (let folder = start, parent = dirname(folder); folder !== parent; folder = parent, parent = dirname(folder)) {
    const page = await readFileIfAny(join(folder, 'dist', 'verify.html'));
    if (page !== undefined) return ok(page.toString('utf8'));
  }
  return err({
    code: 'not-built',
    message: 'The offline verifier is missing from this installation; run the build first.',
  });
}
