import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { keepHeapLean } from '../platform/lean-heap.ts';
import { createServices, type RunningServices } from './create-services.ts';
import { WorkspaceFault } from './fault.ts';
import { copySampleWorkspace } from './sample-workspace.ts';
import type { ShellPort } from './shell-port.ts';

export type WorkspaceChoice = {
  readonly workspace: string;
  /** Nobody named a workspace: a first run begins with a copy of the sample organisation. */
  readonly beginsWithSample: boolean;
};

/** Opens the workspace a person chose, or their own copy of the sample at the first run. Throws WorkspaceFault. */
export async function openWorkspace(choice: WorkspaceChoice, port: ShellPort): Promise<RunningServices> {
  keepHeapLean();
  if (choice.beginsWithSample) {
    const sample = await findSample();
    if (sample === undefined)
      throw new WorkspaceFault('The sample workspace was not built. Name a workspace with --workspace.');
    const copied = await copySampleWorkspace(sample, choice.workspace);
    if (!copied.ok) throw new WorkspaceFault(copied.error.message);
  }
  const running = await createServices({ workspaceDir: choice.workspace, port });
  // An app that stays open watches; a command does what it was asked and ends.
  running.services.inbox.start();
  running.services.lights.start();
  running.services.recordingMedia.start();
  await running.services.speech.start();
  running.services.retention.start();
  return running;
}

/** The built sample, found from the built program by looking upwards. */
async function findSample(start: string = import.meta.dirname): Promise<string | undefined> {
  for (let folder = start, parent = dirname(folder); folder !== parent; folder = parent, parent = dirname(folder)) {
    for (const candidate of [join(folder, 'sample'), join(folder, 'dist', 'sample')]) {
      const about = await stat(join(candidate, 'journals')).catch(() => undefined);
      if (about?.isDirectory() === true) return candidate;
    }
  }
  return undefined;
}
