import { errorCode } from './files.ts';

/**
 * What a command does when nobody takes its output any more. A reader that had enough (`| head`) is no fault: the command
 * finishes its work in silence, with the exit code it would have had. Where the output cannot be kept, it says so and
 * ends with 2, whatever it found.
 */
export function outliveOutput(): void {
  let isLost = false;
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: unknown) => {
      if (errorCode(error) === 'EPIPE' || isLost) return;
      isLost = true;
      if (stream === process.stdout)
        process.stderr.write('The output could not be written: the disk may be full. Name another place for it.\n');
    });
  process.on('exit', () => {
    if (isLost) process.exitCode = 2;
  });
}
