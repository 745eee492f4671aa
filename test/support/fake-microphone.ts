import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser } from '../../electron/shell/chromium/find-browser.mjs';

const answers = (program: string, argument: string): boolean => spawnSync(program, [argument]).status !== null;

/** Debian's ffmpeg judges what was recorded; flite speaks. */
export const canHear = answers('ffprobe', '-version') && answers('flite', '-lv');
if (!canHear) console.warn('skipped: needs ffmpeg and flite');

/** Speech as a file that Chromium's fake microphone plays over and over: 48 kHz, one channel. */
export function speak(folder: string, text: string): string {
  const [spoken, file] = [join(folder, 'spoken.wav'), join(folder, 'microphone.wav')];
  execFileSync('flite', ['-voice', 'slt', '-t', text, '-o', spoken]);
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-i', spoken, '-ar', '48000', '-ac', '1', file]);
  rmSync(spoken);
  return file;
}

/**
 * Gives the browser of every app that is started from now on a microphone that plays `file`. The shell takes no argument
 * for it: the program it finds by HOTWASH_BROWSER is a script that adds what only Chromium's own tests use.
 */
export function plugIn(folder: string, file: string): void {
  const browser = findBrowser();
  if (browser === undefined) throw new Error('No browser was found.');
  const script = join(folder, 'browser-with-microphone');
  const fake = [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-audio-capture=${file}`,
  ];
  const quoted = [browser, ...fake].map((word) => `'${word}'`).join(' ');
  writeFileSync(script, `#!/bin/sh\nexec ${quoted} "$@"\n`);
  chmodSync(script, 0o755);
  process.env['HOTWASH_BROWSER'] = script;
}
