import type { Category } from '../domain/cause/cause.ts';

/** How the bones are headed on canvases and in exports. */
export const boneTitles: { readonly [C in Category]: string } = {
  change: 'Change',
  configuration: 'Configuration',
  dependency: 'Dependency',
  detection: 'Detection',
  process: 'Process',
  environment: 'Environment',
};
