import type { Plugin } from 'vite';

/** What every window needs at once, and what a facilitator waits for. */
const awaited = /renderer\/(page|room-with-causes)\.tsx$/;

/**
 * Names the page's and the room's scripts in the document, so that the browser fetches them beside the entry and not
 * after it. Preloading runs nothing: the entry still comes first.
 */
export function preloadPage(): Plugin {
  return {
    name: 'preload-page',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle }) => {
        const chunks = Object.values(bundle ?? {}).filter((file) => file.type === 'chunk');
        const begun = chunks.filter((chunk) => awaited.test(chunk.facadeModuleId ?? ''));
        const names = new Set(begun.flatMap((chunk) => [chunk.fileName, ...chunk.imports]));
        return [...names].map((name) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `/${name}` },
          injectTo: 'head' as const,
        }));
      },
    },
  };
}
