import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  modelFolderSchema,
  modelKinds,
  modelRoles,
  modelSchema,
  type ModelKind,
  type SpeechModel,
} from '../../shared/domain/speech/model.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { errorCode } from '../platform/files.ts';
import { modelHash, type FileHashes } from './file-hashes.ts';

/** Why a model folder cannot be used and what to do, in words. `name` is what the folder calls itself, where it does. */
export type ModelFault = { readonly why: string; readonly todo: string };

export type CheckedModel = {
  readonly model: SpeechModel;
  /** Paths by role. */
  readonly files: Readonly<Record<string, string>>;
  readonly sha256: string;
};

const largestDescription = 64 * 1024;

/** The folders that might hold models, by name. */
export async function listModelFolders(root: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(root, { withFileTypes: true });
    return entries
      .filter((entry) => !entry.isFile() && !entry.name.startsWith('.'))
      .map(({ name }) => name)
      .toSorted();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/**
 * Checks a model folder whole: what `model.json` says, and that each file is there, no link, and the very bytes that it
 * names. Nothing of a folder that fails is used.
 */
export async function checkModelFolder(
  root: string,
  folder: string,
  hashes: FileHashes,
): Promise<Result<CheckedModel, ModelFault>> {
  if (!modelFolderSchema.safeParse(folder).success)
    return refuse(
      'The folder’s name has other characters than letters, digits, dot, dash and underscore.',
      'Rename it.',
    );
  const place = join(root, folder);
  if ((await kindOf(place)) !== 'folder')
    return refuse('It is not a folder but a link or a file.', 'Copy the model’s folder itself here.');
  const described = await readDescription(join(place, 'model.json'));
  if (!described.ok) return described;
  const model = described.value;
  const files: Record<string, string> = {};
  const hashed: { name: string; sha256: string }[] = [];
  for (const role of modelRoles[model.kind]) {
    const named = model.files[role];
    if (named === undefined) continue;
    const path = join(place, named.file);
    const kind = await kindOf(path);
    if (kind === 'absent')
      return refuse(`The file of its ${role}, ${named.file}, is missing.`, 'Copy the file into the folder.');
    if (kind !== 'file')
      return refuse(`Its ${role}, ${named.file}, is a link or a folder.`, 'Copy the file itself into the folder.');
    const { size } = await lstat(path);
    if (size !== named.bytes)
      return refuse(
        `Its ${role}, ${named.file}, has ${size} bytes and not ${named.bytes} as model.json says.`,
        'It may have been copied only in part. Copy it again.',
      );
    const sha256 = await hashes.sha256(path);
    if (sha256 !== named.sha256)
      return refuse(
        `Its ${role}, ${named.file}, is not the file that model.json names: its SHA-256 is ${sha256}.`,
        'Copy the file again from where it came. Correct model.json only if you know that this is the file you want.',
      );
    files[role] = path;
    hashed.push({ name: named.file, sha256 });
  }
  return ok({ model, files, sha256: modelHash(hashed) });
}

async function readDescription(path: string): Promise<Result<SpeechModel, ModelFault>> {
  const kind = await kindOf(path);
  if (kind === 'absent') return refuse('It has no model.json.', 'Write one: what it has to say is in docs/speech.md.');
  if (kind !== 'file') return refuse('Its model.json is a link or a folder.', 'Put the file itself there.');
  if ((await lstat(path)).size > largestDescription)
    return refuse('Its model.json is larger than 64 KiB.', 'It is hardly what describes a model. Write a new one.');
  const json = toJson(await readFile(path, 'utf8'));
  if (json === undefined)
    return refuse(
      'Its model.json is not JSON.',
      'Open it in an editor: a comma or a bracket is amiss, or it was cut off.',
    );
  const parsed = modelSchema.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
    return refuse(
      `Its model.json cannot be used${where}: ${issue?.message ?? 'it is not JSON'}.`,
      'Correct model.json.',
    );
  }
  const { kind: named, files } = parsed.data;
  if (!isModelKind(named))
    return refuse(
      `It is a model of the kind ${named}, which Hotwash does not open.`,
      `Bring one of these kinds: ${modelKinds.join(', ')}.`,
    );
  const roles: readonly string[] = modelRoles[named];
  const absent = roles.find((role) => files[role] === undefined);
  if (absent !== undefined)
    return refuse(`Its model.json names no file for ${absent}, which a ${named} model needs.`, 'Add it to model.json.');
  const surplus = Object.keys(files).find((role) => !roles.includes(role));
  if (surplus !== undefined)
    return refuse(
      `Its model.json names a file for ${surplus}, which a ${named} model does not have.`,
      'Correct the kind, or remove the file from model.json.',
    );
  return ok({ ...parsed.data, kind: named });
}

const isModelKind = (kind: string): kind is ModelKind => Object.hasOwn(modelRoles, kind);

const refuse = (why: string, todo: string): Result<never, ModelFault> => err({ why, todo });

/** Links are told apart and never followed. */
async function kindOf(path: string): Promise<'file' | 'folder' | 'other' | 'absent'> {
  try {
    const about = await lstat(path);
    if (about.isFile()) return 'file';
    return about.isDirectory() ? 'folder' : 'other';
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return 'absent';
    throw error;
  }
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
