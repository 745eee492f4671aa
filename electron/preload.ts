import { getGlobal } from '@electron/remote';
import { contextBridge } from 'electron';

/**
 * All that crosses into the page: one frozen value of plain data. The page talks to the main process by fetch, so there is
 * no function here to misuse.
 */
const answer: unknown = getGlobal('hotwash.boot');
if (typeof answer === 'string') contextBridge.exposeInMainWorld('hotwashBoot', JSON.parse(answer));
