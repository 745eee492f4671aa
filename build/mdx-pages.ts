import mdx from '@mdx-js/rollup';
import remarkFrontmatter from 'remark-frontmatter';
import type { Plugin } from 'vite';

/**
 * Compiles the shipped MDX (assets) into React components while building, so that nothing is evaluated in the page.
 * A file asked for as text (`?raw`) is left alone.
 */
export function mdxPages(): Plugin {
  const { name, transform } = mdx({ remarkPlugins: [remarkFrontmatter] });
  return {
    name,
    enforce: 'pre',
    transform: async (source, id) => {
      const made = id.includes('?') ? undefined : await transform(source, id);
      return made === undefined ? undefined : { code: made.code, map: null };
    },
  };
}
