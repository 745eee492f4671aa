import './node-18.ts';
import { systemClock } from '../platform/clock.ts';
import { runGateVerify } from './run-gate-verify.ts';

const io = {
  out: (text: string): void => void process.stdout.write(text),
  tell: (text: string): void => void process.stderr.write(text),
  now: systemClock.wall,
};

const argv = process.argv.slice(2);
// `node gate-verify.mjs TOKEN ...` and, as with the command, `node gate-verify.mjs verify TOKEN ...`.
process.exitCode = await runGateVerify(argv[0] === 'verify' ? argv.slice(1) : argv, io);
