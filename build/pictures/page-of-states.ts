import { format } from 'prettier';
import { pictureName, sizes, themes, windowsOf, type RoomState, type RoomWindow } from './room-state.ts';

const titles: { readonly [W in RoomWindow]: string } = { audience: 'The room’s screen', console: 'The console' };

/** `docs/room-states.md`: each state with one sentence and its pictures. */
export function pageOfStates(states: readonly RoomState[]): Promise<string> {
  const count = states.reduce((sum, state) => sum + windowsOf(state).length, 0) * 4;
  const text = `# The room in every state

Every state of the two windows of a meeting, as the built app draws it on the sample organisation, whose data is made up.
\`npm run pictures\` reaches each state by commands and keys, takes the ${count} pictures and writes this page; a state that
cannot be reached fails it. The room’s screen stands at 1920x1080 and 3840x2160, the console at 1440x900 and 1920x1080,
each dark and light. The time all but stands while pictures are taken, so that both sizes show the same digits.

${states.map(sectionOf).join('\n')}`;
  return format(text, { parser: 'markdown' });
}

const sectionOf = (state: RoomState): string =>
  `## ${state.id}\n\n${state.shows}\n\n${windowsOf(state)
    .map((window) => tableOf(state.id, window))
    .join('\n')}`;

function tableOf(state: string, window: RoomWindow): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  const heads = sizes[window].flatMap(({ width, height }) => themes.map((theme) => `${width}x${height}, ${theme}`));
  const cells = sizes[window].flatMap((size) =>
    themes.map((theme) => `![${state}](pictures/room/${pictureName(state, window, size, theme)})`),
  );
  return `${titles[window]}:\n\n${line(heads)}${line(heads.map(() => '---'))}${line(cells)}`;
}
