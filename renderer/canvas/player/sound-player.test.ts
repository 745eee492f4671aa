import { expect, it } from 'vitest';
import { createSoundPlayer, type SoundElement, type SoundPlayer } from './sound-player.ts';

/** An element that only remembers what it is told; `hear` is the browser saying something of it. */
function makeElement() {
  const listeners = new Map<string, () => void>();
  const element = {
    currentTime: 0,
    playbackRate: 1,
    readyState: 0,
    paused: true,
    seeking: false,
    play: () => {
      element.paused = false;
      return Promise.resolve();
    },
    pause: () => {
      element.paused = true;
    },
    addEventListener: (type: string, listener: () => void) => void listeners.set(type, listener),
    removeEventListener: (type: string) => void listeners.delete(type),
  };
  const hear = (type: string): void => listeners.get(type)?.();
  const load = (): void => {
    element.readyState = 4;
    hear('loadedmetadata');
  };
  return { element: element satisfies SoundElement, hear, load, isTied: () => listeners.size > 0 };
}

const piece = (url: string, fromMs: number, durationMs: number) => ({ url, fromMs, durationMs, mime: 'audio/webm' });
const pieces = [piece('one', 0, 1000), piece('two', 1000, 2000), piece('three', 3000, 1000)];

function makePlayer(startMs = 0) {
  const player = createSoundPlayer(startMs);
  const one = makeElement();
  const two = makeElement();
  player.setSound(pieces, []);
  player.attach('one', one.element);
  player.attach('two', two.element);
  return { player, one, two };
}

const standing = (player: SoundPlayer) => {
  const { ms, isPlaying, piece: at } = player.state();
  return [ms, isPlaying, at];
};

it('plays once the sound is read, from where it stands, and tells how far it is', () => {
  const { player, one } = makePlayer(400);
  player.play();
  expect(one.element.paused).toBe(true);
  one.load();
  expect([one.element.paused, one.element.currentTime]).toEqual([false, 0.4]);
  one.element.currentTime = 0.7;
  player.follow();
  expect(standing(player)).toEqual([700, true, 0]);
});

it('goes on with the next part where one ends, at the same speed, and stops behind the last', () => {
  const { player, one, two } = makePlayer();
  player.setRate(1.5);
  player.play();
  one.load();
  two.load();
  expect(two.element.paused).toBe(true);
  one.hear('ended');
  expect([two.element.paused, two.element.currentTime, two.element.playbackRate]).toEqual([false, 0, 1.5]);
  expect(standing(player)).toEqual([1000, true, 1]);
  player.setSound(pieces.slice(0, 2), []);
  two.hear('ended');
  expect(standing(player)).toEqual([3000, false, 1]);
  expect(two.element.paused).toBe(true);
  player.play();
  expect(standing(player)).toEqual([0, true, 0]);
});

it('seeks into another part, whose element goes there when it is read', () => {
  const { player, one } = makePlayer();
  player.play();
  one.load();
  player.seek(3250);
  expect(standing(player)).toEqual([3250, true, 2]);
  expect(one.element.paused).toBe(true);
  const three = makeElement();
  player.attach('three', three.element);
  three.load();
  expect([three.element.currentTime, three.element.paused]).toEqual([0.25, false]);
});

it('plays a range to its end, also over the end of a part, and pauses there', () => {
  const { player, one, two } = makePlayer();
  one.load();
  two.load();
  player.playRange(900, 1200);
  one.hear('ended');
  two.element.currentTime = 0.15;
  player.follow();
  expect(standing(player)).toEqual([1150, true, 1]);
  two.element.currentTime = 0.22;
  player.follow();
  expect(standing(player)).toEqual([1200, false, 1]);
  player.play();
  two.element.currentTime = 0.9;
  player.follow();
  expect(standing(player)).toEqual([1900, true, 1]);
});

it('passes over what was taken out', () => {
  const { player, one } = makePlayer();
  player.setSound(pieces, [{ fromMs: 300, toMs: 800 }]);
  player.play();
  one.load();
  one.element.currentTime = 0.31;
  player.follow();
  expect(standing(player)).toEqual([800, true, 0]);
  expect(one.element.currentTime).toBe(0.8);
  player.seek(500);
  expect(standing(player)).toEqual([800, true, 0]);
});

it('stays where it is and goes on when one file takes the parts’ place', () => {
  const { player, one, two } = makePlayer();
  one.load();
  two.load();
  player.seek(1500);
  player.play();
  player.setSound([piece('whole', 0, 4000)], []);
  expect(two.element.paused).toBe(true);
  const whole = makeElement();
  player.attach('whole', whole.element);
  whole.load();
  expect([whole.element.currentTime, whole.element.paused]).toEqual([1.5, false]);
});

it('says in words that a sound cannot be played, and only of the one that is to sound', () => {
  const { player, one, two } = makePlayer();
  player.play();
  one.load();
  two.hear('error');
  expect(player.state().fault).toBeNull();
  one.hear('error');
  expect(player.state()).toMatchObject({ isPlaying: false, fault: expect.stringContaining('save the file') });
  player.seek(0);
  expect(player.state().fault).toBeNull();
});

it('lets an element go without a trace', () => {
  const { player, one } = makePlayer();
  const three = makeElement();
  const untie = player.attach('three', three.element);
  untie();
  expect([three.isTied(), one.isTied()]).toEqual([false, true]);
});
