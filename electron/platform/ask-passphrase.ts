import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/**
 * A passphrase for a command: one line of standard input, asked for without echo where a person sits there. Never taken
 * from an argument or the environment, which other users of the machine could read. Empty at the end of the input.
 */
export function askPassphrase(question: string, lines: LineSource = standardInput()): Promise<string> {
  process.stderr.write(process.stdin.isTTY ? `${question}: ` : '');
  return lines.next().then((line) => {
    if (process.stdin.isTTY) process.stderr.write('\n');
    return line ?? '';
  });
}

/** Lines of an input, one per question: a command that asks two persons reads two. */
export type LineSource = { next(): Promise<string | undefined> };

let shared: LineSource | undefined;

function standardInput(): LineSource {
  return (shared ??= readLines());
}

function readLines(): LineSource {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: process.stdin.isTTY });
  const iterator = lines[Symbol.asyncIterator]();
  const next = async () => {
    // Held while somebody is asked; an input that stays open must not keep the command alive afterwards.
    process.stdin.ref?.();
    const line = (await iterator.next()) as IteratorResult<string, undefined>;
    process.stdin.unref?.();
    return line.value;
  };
  return { next };
}
