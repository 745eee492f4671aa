/**
 * Where a Chromium-based browser (Chromium, Chrome or Edge) is installed: `HOTWASH_BROWSER` first, and nothing else when
 * it is set, then the platform's usual places, then PATH. Undefined when there is none.
 */
export function findBrowser(
  env?: NodeJS.ProcessEnv,
  platform?: NodeJS.Platform,
  exists?: (path: string) => boolean,
): string | undefined;
