import { join } from 'node:path';
import type { Engine, EngineId } from '../../shared/domain/speech/engine.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { createFileHashes } from './file-hashes.ts';
import { checkModelFolder, listModelFolders, type CheckedModel, type ModelFault } from './model-folder.ts';
import { probePocketsphinx } from './probe-pocketsphinx.ts';
import type { EngineChoice } from './recognizer.ts';
import { askWorker, type SpeechWorker } from './run-worker.ts';

/** Where sherpa-onnx stands: its version, or why it cannot be loaded. */
export type SherpaState = { readonly version: string } | { readonly why: string };

export interface Engines {
  list(): Promise<readonly Engine[]>;
  /** An engine that can be used, and what its child process is given to open. `folder` is the job's own. */
  choose(id: EngineId, folder: string): Promise<Result<ChosenEngine, ModelFault>>;
}

export type ChosenEngine = {
  readonly engine: Engine & { readonly state: Extract<Engine['state'], { kind: 'available' }> };
  readonly choice: EngineChoice;
};

/** Where no child process can be started, no engine can be used, whatever is installed. */
export const noWorker = {
  why: 'Engines cannot be started here: the script they run in is not there, since Hotwash was not built.',
  todo: 'Start Hotwash with npm start, which builds it.',
} as const;

const sherpaTodo =
  'Install it beside Hotwash: npm install sherpa-onnx-node. It exists for Linux, macOS and Windows on x64 and arm64.';

/**
 * The engines of a workspace: pocketsphinx where it is installed, and each model folder in `speech-models`.
 *
 * @param worker the bundled child process; null where none can be started
 */
export function createEngines(root: string, worker: Pick<SpeechWorker, 'entry' | 'start'> | null): Engines {
  const hashes = createFileHashes();
  let sherpa: Promise<SherpaState> | undefined;

  const modelState = async (checked: Result<CheckedModel, ModelFault>): Promise<Engine['state']> => {
    if (!checked.ok) return { kind: 'missing', ...checked.error };
    if (worker === null) return { kind: 'missing', ...noWorker };
    sherpa ??= probeSherpa(worker);
    const state = await sherpa;
    return 'version' in state
      ? { kind: 'available', version: state.version, modelSha256: checked.value.sha256 }
      : { kind: 'missing', why: state.why, todo: sherpaTodo };
  };

  const engineOf = async (folder: string, checked: Result<CheckedModel, ModelFault>): Promise<Engine> => {
    const known = checked.ok ? checked.value.model : null;
    return {
      id: `model:${folder}`,
      engine: 'sherpa-onnx',
      model: known?.name ?? folder,
      languages: known?.languages ?? [],
      licence: known?.licence ?? null,
      isRough: false,
      state: await modelState(checked),
    };
  };

  const pocketsphinx = async (): Promise<Engine> => {
    const probed = await probePocketsphinx(hashes);
    const isUseless = worker === null && probed.state.kind === 'available';
    return isUseless ? { ...probed, state: { kind: 'missing', ...noWorker } } : probed;
  };

  return {
    list: async () => {
      const engines: Engine[] = [];
      for (const folder of await listModelFolders(root))
        engines.push(await engineOf(folder, await checkModelFolder(root, folder, hashes)));
      return [...engines, await pocketsphinx()];
    },
    choose: async (id, folder) => {
      if (id === 'pocketsphinx') return usable(await pocketsphinx(), { kind: 'pocketsphinx', folder });
      const name = id.slice('model:'.length);
      const checked = await checkModelFolder(root, name, hashes);
      if (!checked.ok) return checked;
      const { model, files } = checked.value;
      const [language = ''] = model.languages.length === 1 ? model.languages : [];
      const opened = { kind: model.kind, files, language: language.split('-')[0] ?? '' };
      return usable(await engineOf(name, checked), { kind: 'sherpa-onnx', model: opened });
    },
  };
}

function usable(engine: Engine, choice: EngineChoice): Result<ChosenEngine, ModelFault> {
  const { state } = engine;
  return state.kind === 'available'
    ? ok({ engine: { ...engine, state }, choice })
    : err({ why: state.why, todo: state.todo });
}

/** Asks in a child process, since loading native code may end the process it is loaded into. */
async function probeSherpa(worker: Pick<SpeechWorker, 'entry' | 'start'>): Promise<SherpaState> {
  for await (const said of askWorker(worker, { ask: 'probe' }, AbortSignal.timeout(20_000)))
    if (said.say === 'probed') return said.sherpa;
  return { why: 'sherpa-onnx-node is installed but broke when it was loaded.' };
}

/** Where model folders are dropped. */
export const speechModels = (workspaceDir: string): string => join(workspaceDir, 'speech-models');
