// Runs the built dist/node/main.js, as Electron would, against the stand-in, and prints what it did as one JSON line.
import { register } from 'node:module';
import { createElectronStandIn } from './electron-stand-in.ts';
import { putElectron } from './electron-stand-in-remote.ts';

const [mainUrl = '', ...args] = process.argv.slice(2);
const standIn = createElectronStandIn();
Object.assign(globalThis, { electronStandIn: standIn.parts });
putElectron({ ...standIn.parts, nativeImage: {} });

// Node would find the npm package, which only knows where its binary is.
const names = Object.keys(standIn.parts).join(', ');
const source = `export const { ${names} } = globalThis.electronStandIn;`;
const hooks = `
  export const resolve = (name, context, next) =>
    name === 'electron' ? { url: 'stand-in:electron', format: 'module', shortCircuit: true } : next(name, context);
  export const load = (url, context, next) =>
    url === 'stand-in:electron' ? { format: 'module', source: ${JSON.stringify(source)}, shortCircuit: true } : next(url, context);
`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);

process.argv = [process.execPath, ...args];
await import(/* @vite-ignore */ mainUrl);
const windowsBeforeReady = standIn.windows.length;
standIn.becomeReady();

const until = async (condition: () => boolean) => {
  for (let tries = 0; !condition() && tries < 400; tries += 1) await new Promise((resolve) => setTimeout(resolve, 25));
};
await until(() => standIn.windows[0]?.url !== undefined && standIn.windows[0].url !== '');
const [window] = standIn.windows;
const session = standIn.sessions.get('persist:hotwash');
const page = await session?.handlers.get('hotwash')?.(new Request('hotwash://app/'));
const frame = { url: 'hotwash://app/', parent: null };
const boot = window && standIn.sendSync(window.webContents, frame, 'REMOTE_BROWSER_GET_GLOBAL', '1-1', 'hotwash.boot');
const pageText = (await page?.text()) ?? '';
window?.destroy();
await until(() => standIn.app.isGone);
process.stdout.write(
  `${JSON.stringify({
    windowsBeforeReady,
    url: window?.url,
    preload: window?.options.webPreferences?.preload,
    channels: standIn.ipcMain.eventNames(),
    boot,
    page: { status: page?.status, policy: page?.headers.get('content-security-policy'), text: pageText },
    isGone: standIn.app.isGone,
    exitCodes: standIn.app.exitCodes,
  })}\n`,
);
