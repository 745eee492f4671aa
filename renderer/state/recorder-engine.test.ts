import { describe, expect, it } from 'vitest';
import type { CallFault } from '../../shared/contract/procedures.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { createEngine, type EnginePorts, type Source } from './recorder-engine.ts';

/** A disk that takes parts and chunks in order only, as the main process does, and can be out of reach. */
function createDisk() {
  const parts: { why: string | null; text: string; ms: number }[] = [];
  const notes: string[] = [];
  const state = { isAway: false, losesAnswer: false, refuses: null as CallFault | null, calls: 0 };
  const answer = async <T>(work: () => Result<T, CallFault>): Promise<Result<T, CallFault>> => {
    state.calls += 1;
    if (state.isAway) return err({ code: 'no-host', message: 'away' });
    if (state.refuses !== null) return err(state.refuses);
    const done = work();
    if (!state.losesAnswer) return done;
    state.losesAnswer = false;
    return err({ code: 'no-host', message: 'lost' });
  };
  const running = () => parts.findIndex(({ why }) => why === null);
  const taken = new Map<string, string>();
  const host: EnginePorts['host'] = {
    begin: () =>
      answer(() => {
        if (running() !== -1) return err({ code: 'part-open', message: 'open' });
        const offsetMs = parts.reduce((sum, { ms }) => sum + ms, 0);
        parts.push({ why: null, text: '', ms: 0 });
        return ok({ part: parts.length, offsetMs });
      }),
    chunk: ({ part, index, ms }, bytes) =>
      answer(() => {
        const text = new TextDecoder().decode(bytes);
        const known = taken.get(`${part} ${index}`);
        const open = parts[part - 1];
        if (known !== undefined && known !== text) return err({ code: 'other-bytes', message: 'other' });
        if (known === undefined && open?.why === null) {
          if (index > 0 && !taken.has(`${part} ${index - 1}`)) return err({ code: 'out-of-order', message: 'order' });
          taken.set(`${part} ${index}`, text);
          open.text += text;
          open.ms = ms;
        }
        return ok({ freeHours: 10, stopped: false });
      }),
    end: (part, why) =>
      answer(() => {
        const open = parts[part - 1];
        if (open?.why !== null) return err({ code: 'part-ended', message: 'ended' });
        open.why = why;
        return ok({});
      }),
    expected: () => answer(() => ok(running() === -1 ? null : { part: running() + 1, index: 0 })),
    note: async (what, atMs, forMs) => void notes.push(`${what} at ${atMs} for ${forMs}`),
  };
  return { host, parts, notes, state };
}

/** A microphone that says the next letter each time it is asked to. */
function createMicrophone() {
  const hears = new Set<(bytes: Blob) => void>();
  const state = { isLost: false, level: -20 as number | null, isOpen: true, isMuted: false };
  let letter = 0;
  const source: Source = {
    label: 'test',
    record: (hear) => {
      hears.add(hear);
      return {
        mime: 'audio/webm;codecs=opus',
        stop: async () => {
          if (hears.delete(hear)) hear(new Blob(['.']));
        },
      };
    },
    level: () => state.level,
    isMuted: () => state.isMuted,
    isLost: () => state.isLost,
    close: () => {
      state.isOpen = false;
    },
  };
  return {
    source,
    state,
    say: () => {
      const said = new Blob([String.fromCharCode(97 + (letter++ % 26))]);
      for (const hear of hears) hear(said);
    },
  };
}

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 12; turn += 1) await new Promise((resolve) => setTimeout(resolve));
};

function setUp(partMs = 60_000) {
  const disk = createDisk();
  const microphone = createMicrophone();
  const clock = { wall: 1_000_000, mono: 500 };
  const engine = createEngine({
    host: disk.host,
    clock: {
      wall: () => clock.wall,
      mono: () => clock.mono,
      wait: () => new Promise((resolve) => setTimeout(resolve)),
    },
    partMs,
    onChange: () => undefined,
  });
  const pass = (ms: number) => {
    clock.wall += ms;
    clock.mono += ms;
  };
  /** So many times, a letter in each. */
  const speak = async (count: number, eachMs = 100): Promise<void> => {
    for (let each = 0; each < count; each += 1) {
      pass(eachMs);
      microphone.say();
      if (each % 3 === 2) engine.tick();
      await settle();
    }
  };
  return { disk, microphone, clock, engine, pass, speak };
}

describe('the recorder', () => {
  it('[M3.6] sends each chunk at once and in order, and a pause ends the part', async () => {
    const { disk, microphone, engine, speak } = setUp();
    engine.begin(microphone.source);
    await speak(5);
    expect(disk.parts).toEqual([{ why: null, text: 'abcde', ms: 500 }]);
    expect(engine.view()).toMatchObject({ stage: { name: 'recording' }, elapsedMs: 500, waitingMs: 0, hoursLeft: 10 });
    await engine.rest('off-the-record');
    expect(disk.parts).toEqual([{ why: 'off-the-record', text: 'abcde.', ms: 500 }]);
    expect(microphone.state.isOpen).toBe(false);
    const again = createMicrophone();
    engine.begin(again.source);
    again.say();
    await settle();
    expect(disk.parts).toHaveLength(2);
    expect(engine.view().elapsedMs).toBe(500);
  });

  it('[M3.6] keeps everything in order through seconds without the main process, and says how much waits', async () => {
    const { disk, microphone, engine, speak } = setUp();
    engine.begin(microphone.source);
    await speak(3);
    disk.state.isAway = true;
    await speak(50);
    expect(engine.view().waitingMs).toBe(5000);
    disk.state.isAway = false;
    await settle();
    expect(engine.view().waitingMs).toBe(0);
    const said = Array.from({ length: 53 }, (_, index) => String.fromCharCode(97 + (index % 26))).join('');
    expect(disk.parts[0]?.text).toBe(said);
  });

  it('sends a chunk again whose answer was lost, and it is kept once', async () => {
    const { disk, microphone, engine, speak } = setUp();
    engine.begin(microphone.source);
    await speak(2);
    disk.state.losesAnswer = true;
    await speak(3);
    expect(disk.parts[0]?.text).toBe('abcde');
    disk.state.losesAnswer = true;
    await engine.rest('stopped');
    expect(disk.parts).toEqual([{ why: 'stopped', text: 'abcde.', ms: 500 }]);
  });

  it('ends a part that a lost window left open before it begins its own', async () => {
    const { disk, microphone, engine, speak } = setUp();
    await disk.host.begin('audio/webm', 1);
    engine.begin(microphone.source);
    await speak(1);
    expect(disk.parts.map(({ why, text }) => [why, text])).toEqual([
      ['recovered', ''],
      [null, 'a'],
    ]);
  });

  it('begins a new part in time, and every letter is in one of the two', async () => {
    const { disk, microphone, engine, speak } = setUp(1000);
    engine.begin(microphone.source);
    await speak(14);
    await engine.rest('stopped');
    expect(disk.parts.map(({ why }) => why)).toEqual(['rollover', 'stopped']);
    expect(
      disk.parts
        .map(({ text }) => text)
        .join('')
        .replaceAll('.', ''),
    ).toBe('abcdefghijklmn');
  });

  it('lets two recorders hear the moment of the change, so that none of it is lost', async () => {
    const { disk, microphone, clock, engine, speak } = setUp(1000);
    engine.begin(microphone.source);
    await speak(10);
    clock.mono += 1000;
    clock.wall += 1000;
    engine.tick();
    microphone.say();
    await settle();
    await engine.rest('stopped');
    expect(disk.parts.map(({ text }) => text)).toEqual(['abcdefghijk.', 'k.']);
  });

  it('[M3.6] tells and notes silence, a gap, sleep and a lost microphone', async () => {
    const { disk, microphone, clock, engine, pass, speak } = setUp();
    engine.begin(microphone.source);
    await speak(3);
    microphone.state.level = -90;
    await speak(42, 800);
    expect(engine.view().silentMs).toBeGreaterThanOrEqual(30_000);
    microphone.state.level = -20;
    await speak(3);
    expect(engine.view().silentMs).toBeNull();
    expect(disk.notes[0]).toMatch(/^silence at \d+ for 3\d{4}$/);
    pass(1500);
    engine.tick();
    expect(engine.view().gapMs).toBe(1500);
    await speak(3);
    expect(disk.notes[1]).toMatch(/^gap at \d+ for 1\d{3}$/);
    clock.wall += 600_000;
    await speak(3);
    expect(disk.notes[2]).toMatch(/^sleep at \d+ for 600000$/);
    expect(disk.parts[0]?.why).toBe('sleep');
    microphone.state.isLost = true;
    engine.tick();
    await settle();
    expect(disk.notes[3]).toMatch(/^device-lost at \d+ for null$/);
    expect(disk.parts[1]?.why).toBe('device-lost');
    expect(engine.view().stage).toEqual({ name: 'broken', why: 'device-lost', fault: null });
  });

  it('lets the microphone go at once when nothing more is taken', async () => {
    const { disk, microphone, engine, speak } = setUp();
    engine.begin(microphone.source);
    await speak(3);
    disk.state.refuses = { code: 'not-recording', message: 'It stands still.' };
    await speak(3);
    expect(microphone.state.isOpen).toBe(false);
    expect(engine.view().stage).toMatchObject({ name: 'broken', why: 'refused' });
    expect(disk.parts[0]?.text).toBe('abc');
    const { calls } = disk.state;
    await speak(10);
    expect(disk.state.calls).toBe(calls);
  });
});
