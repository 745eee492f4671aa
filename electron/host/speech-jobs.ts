import { createHash } from 'node:crypto';
import { readdir, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallFault } from '../../shared/contract/procedures.ts';
import { transcribeSchema, type SpeechJobKey, type TranscribeInput } from '../../shared/contract/speech-procedures.ts';
import type { Result } from '../../shared/lib/result.ts';
import { onDisk, readFileIfAny, writeFileAtomic, type DiskFault } from '../platform/files.ts';

/**
 * Jobs that were asked for and have not ended, a file each in `speech-jobs`, so that they go on after a start. How far
 * they came stands in their transcripts. Beside each lies, while it runs, a folder for the engine.
 */
export interface SpeechJobFiles {
  readonly nameOf: (key: SpeechJobKey) => string;
  /** The job's own folder, which may not be there. */
  readonly folder: (key: SpeechJobKey) => string;
  list(): Promise<readonly TranscribeInput[]>;
  keep(job: TranscribeInput): Promise<Result<void, DiskFault>>;
  forget(key: SpeechJobKey): Promise<void>;
}

export function createSpeechJobFiles(directory: string): SpeechJobFiles {
  const nameOf = ({ review, recording, engine }: SpeechJobKey): string =>
    createHash('sha256').update([review, recording, engine].join('\n')).digest('hex').slice(0, 24);
  const fileOf = (key: SpeechJobKey): string => join(directory, `${nameOf(key)}.json`);
  const folder = (key: SpeechJobKey): string => join(directory, nameOf(key));
  return {
    nameOf,
    folder,
    list: async () => {
      const jobs: TranscribeInput[] = [];
      for (const entry of await readdir(directory, { withFileTypes: true }).catch(() => [])) {
        const path = join(directory, entry.name);
        // The voice that an engine was given when everything was killed.
        if (entry.isDirectory()) await rm(path, { recursive: true, force: true });
        else if (entry.name.endsWith('.json')) {
          const read = transcribeSchema.safeParse(toJson((await readFileIfAny(path))?.toString('utf8') ?? ''));
          if (read.success) jobs.push(read.data);
          else await unlink(path);
        }
      }
      return jobs;
    },
    keep: (job) => onDisk(() => writeFileAtomic(fileOf(job), JSON.stringify(job))),
    forget: async (key) => {
      await rm(fileOf(key), { force: true });
      await rm(folder(key), { recursive: true, force: true });
    },
  };
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A fault as a job's last state. */
export const failedState = ({ code, message }: CallFault) => ({ state: 'failed', error: { code, message } }) as const;
