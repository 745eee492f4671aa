import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  ContentsStandIn,
  createElectronStandIn,
  type ElectronStandIn,
  type FrameStandIn,
} from '../../../test/support/electron-stand-in.ts';
import { loadRealRemoteMain, loadRealRemoteRenderer } from '../../../test/support/electron-stand-in-remote.ts';
import { BOOT_GLOBAL, installRemoteGate, type BootFacts } from './remote-gate.ts';

const FACTS: BootFacts = { version: '9.9.9', locale: 'de-CH', displays: [{ width: 1440, height: 900, scale: 1 }] };
const OUR_FRAME: FrameStandIn = { url: 'hotwash://app/', parent: null };
const CONTEXT = '1-1';

/** Every channel that the module opens. */
const CHANNELS = [
  'REMOTE_BROWSER_WRONG_CONTEXT_ERROR',
  'REMOTE_BROWSER_REQUIRE',
  'REMOTE_BROWSER_GET_BUILTIN',
  'REMOTE_BROWSER_GET_GLOBAL',
  'REMOTE_BROWSER_GET_CURRENT_WINDOW',
  'REMOTE_BROWSER_GET_CURRENT_WEB_CONTENTS',
  'REMOTE_BROWSER_CONSTRUCTOR',
  'REMOTE_BROWSER_FUNCTION_CALL',
  'REMOTE_BROWSER_MEMBER_CONSTRUCTOR',
  'REMOTE_BROWSER_MEMBER_CALL',
  'REMOTE_BROWSER_MEMBER_SET',
  'REMOTE_BROWSER_MEMBER_GET',
  'REMOTE_BROWSER_DEREFERENCE',
  'REMOTE_BROWSER_CONTEXT_RELEASE',
];

type Meta = { type: string; id: number; value?: unknown; members: { name: string }[] };

/** The value a meta object hands over, or what was thrown. */
const metaOf = (answer: unknown) => answer as Meta;

let standIn: ElectronStandIn;
let contents: ContentsStandIn;
beforeEach(() => {
  standIn = createElectronStandIn();
  contents = new ContentsStandIn(1);
  // The module tells on the console which function it could not call; that is not this test's output.
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
  Reflect.deleteProperty(globalThis, 'reached');
});

const send = (channel: string, ...args: unknown[]) => standIn.sendSync(contents, OUR_FRAME, channel, ...args);

function install(facts: () => BootFacts = () => FACTS) {
  const enable = installRemoteGate(standIn.parts.ipcMain, standIn.parts.app, loadRealRemoteMain(standIn), facts);
  enable(contents as never);
  return enable;
}

/** A function of the main process got from the module alone, as an attacker in the page would: object -> constructor -> Function. */
function reachFunctionConstructor(): number {
  const module = metaOf(send('REMOTE_BROWSER_GET_BUILTIN', CONTEXT, 'app'));
  const constructor = metaOf(send('REMOTE_BROWSER_MEMBER_GET', CONTEXT, module.id, 'constructor'));
  return metaOf(send('REMOTE_BROWSER_MEMBER_GET', CONTEXT, constructor.id, 'constructor')).id;
}

const CODE = 'globalThis.reached = true; return 1';
const asValue = (value: unknown) => ({ type: 'value', value });

/** The promise that is resolved in main while arguments are unwrapped, before any filter is asked. */
// oxlint-disable-next-line unicorn/no-thenable -- the attack is a thenable
const forgedPromise = (functionId: number) => ({ type: 'promise', then: { type: 'remote-object', id: functionId } });

describe('the module as it comes', () => {
  it('[S27] canary: unpruned, even with every filter event denied, the page runs code in the main process', async () => {
    const remote = loadRealRemoteMain(standIn);
    remote.initialize();
    remote.enable(contents as never);
    // One object that an app hands out in good faith is enough.
    standIn.app.on('remote-get-global', (event: { returnValue: unknown }) => (event.returnValue = { harmless: true }));
    for (const name of ['require', 'get-builtin', 'get-current-window', 'get-current-web-contents']) {
      standIn.app.on(`remote-${name}`, (event: { defaultPrevented: boolean }) => (event.defaultPrevented = true));
    }
    const harmless = metaOf(send('REMOTE_BROWSER_GET_GLOBAL', CONTEXT, 'anything'));
    const object = metaOf(send('REMOTE_BROWSER_MEMBER_GET', CONTEXT, harmless.id, 'constructor'));
    const makeFunction = metaOf(send('REMOTE_BROWSER_MEMBER_GET', CONTEXT, object.id, 'constructor'));
    const made = metaOf(send('REMOTE_BROWSER_FUNCTION_CALL', CONTEXT, makeFunction.id, [asValue(CODE)]));
    expect(made.type).toBe('function');
    // The call itself fails, there is no function 999; its argument has been run by then.
    const failed = metaOf(send('REMOTE_BROWSER_FUNCTION_CALL', CONTEXT, 999, [forgedPromise(made.id)]));
    expect(failed.type).toBe('exception');
    await vi.waitFor(() => expect(globalThis).toHaveProperty('reached', true));
  });

  it('[S27] canary: unpruned and unfiltered, getBuiltin alone is remote code execution', () => {
    const remote = loadRealRemoteMain(standIn);
    remote.initialize();
    remote.enable(contents as never);
    const made = metaOf(send('REMOTE_BROWSER_FUNCTION_CALL', CONTEXT, reachFunctionConstructor(), [asValue(CODE)]));
    send('REMOTE_BROWSER_FUNCTION_CALL', CONTEXT, made.id, []);
    expect(globalThis).toHaveProperty('reached', true);
  });

  it('[S27] canary: it opens the channels this gate knows of, and no others', () => {
    loadRealRemoteMain(standIn).initialize();
    expect(new Set(standIn.ipcMain.eventNames())).toEqual(new Set(CHANNELS));
  });
});

describe('the gate', () => {
  it('[S26] answers hotwash.boot with a string, to the real renderer half too', () => {
    install();
    expect(send('REMOTE_BROWSER_GET_GLOBAL', CONTEXT, BOOT_GLOBAL)).toEqual({
      type: 'value',
      value: JSON.stringify(FACTS),
    });
    const renderer = loadRealRemoteRenderer((channel, ...args) => send(channel, ...args));
    expect(renderer.getGlobal(BOOT_GLOBAL)).toBe(JSON.stringify(FACTS));
  });

  it('[S26] leaves one channel, with one listener', () => {
    install();
    expect(standIn.ipcMain.eventNames()).toEqual(['REMOTE_BROWSER_GET_GLOBAL']);
    expect(standIn.ipcMain.listenerCount('REMOTE_BROWSER_GET_GLOBAL')).toBe(1);
  });

  it('[S26] leaves other listeners of the app alone', () => {
    standIn.ipcMain.on('ours', () => undefined);
    install();
    expect(standIn.ipcMain.listenerCount('ours')).toBe(1);
  });

  it('[S26] says nothing on any other channel, whatever is sent: forged promise, function, object, member', async () => {
    install();
    const callback = { type: 'function', id: 1, length: 0, location: 'x' };
    const object = { type: 'object', name: 'Object', members: [{ name: 'then', value: callback }] };
    const attacks = [
      [],
      [1],
      [1, [forgedPromise(1)]],
      [1, [callback]],
      [1, [object]],
      [1, 'constructor'],
      [1, 'constructor', [forgedPromise(1)]],
      ['child_process'],
      ['app'],
      ['__proto__'],
    ];
    for (const channel of CHANNELS.filter((name) => name !== 'REMOTE_BROWSER_GET_GLOBAL')) {
      for (const args of attacks) expect([channel, send(channel, CONTEXT, ...args)]).toEqual([channel, undefined]);
    }
    await new Promise((resolve) => setImmediate(resolve));
    expect(globalThis).not.toHaveProperty('reached');
  });

  it('[S26] hands out no other global, by any name', () => {
    install();
    const names: unknown[] = [
      'process',
      'require',
      'global',
      'globalThis',
      '__proto__',
      'constructor',
      '',
      'hotwash',
      'hotwash.boot ',
      'Hotwash.boot',
      null,
      undefined,
      0,
      ['hotwash.boot'],
      { toString: 'hotwash.boot' },
    ];
    for (const name of names)
      expect(send('REMOTE_BROWSER_GET_GLOBAL', CONTEXT, name)).toEqual({ type: 'value', value: null });
  });

  it('[S26] drops forged arguments unread, on the one channel too', async () => {
    install();
    const answer = send('REMOTE_BROWSER_GET_GLOBAL', CONTEXT, BOOT_GLOBAL, forgedPromise(1), {
      type: 'remote-object',
      id: 1,
    });
    expect(answer).toEqual({ type: 'value', value: JSON.stringify(FACTS) });
    for (const context of [undefined, null, 1, {}, forgedPromise(1)]) {
      expect(send('REMOTE_BROWSER_GET_GLOBAL', context, BOOT_GLOBAL)).toEqual({ type: 'value', value: null });
    }
  });

  it('[S26] does not answer web contents that were not enabled', () => {
    install();
    const audience = new ContentsStandIn(2);
    const answer = standIn.sendSync(audience, OUR_FRAME, 'REMOTE_BROWSER_GET_GLOBAL', CONTEXT, BOOT_GLOBAL);
    expect(metaOf(answer).type).toBe('exception');
    expect(JSON.stringify(answer)).not.toContain('9.9.9');
  });

  it('[S22] does not answer a frame inside the page, another origin, or a frame that is gone', () => {
    install();
    const frames: (FrameStandIn | null)[] = [
      { url: 'hotwash://app/', parent: OUR_FRAME },
      { url: 'https://example.com/', parent: null },
      { url: 'hotwash://app.evil/', parent: null },
      { url: 'hotwash://app@evil/', parent: null },
      { url: 'file:///etc/passwd', parent: null },
      { url: 'about:blank', parent: null },
      null,
    ];
    for (const frame of frames) {
      const answer = standIn.sendSync(
        contents,
        frame as FrameStandIn,
        'REMOTE_BROWSER_GET_GLOBAL',
        CONTEXT,
        BOOT_GLOBAL,
      );
      expect([frame?.url, answer]).toEqual([frame?.url, { type: 'value', value: null }]);
    }
  });

  it('[S26] makes no object of the main process known, so a later hole would find none', () => {
    install();
    send('REMOTE_BROWSER_GET_GLOBAL', CONTEXT, BOOT_GLOBAL);
    const answers = CHANNELS.map((channel) => send(channel, CONTEXT, BOOT_GLOBAL)).filter(
      (answer) => answer !== undefined,
    );
    for (const answer of answers) expect(Object.keys(answer as object).sort()).toEqual(['type', 'value']);
  });
});
