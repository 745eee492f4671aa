import type { IntakeFile } from '../../store/intake-files.ts';

/** One line of the table of files: a carried file, or all answers that one source gave to the same question. */
export type FileGroup = {
  readonly key: string;
  /** The latest first, never none. */
  readonly files: readonly [IntakeFile, ...IntakeFile[]];
};

/**
 * Puts the answers of one source under one name together, where its latest stands: a source that is asked every hour would
 * else hide what people brought. Carried files stay by themselves. `files` have the latest first.
 */
export function groupFiles(files: readonly IntakeFile[]): readonly FileGroup[] {
  const groups = new Map<string, [IntakeFile, ...IntakeFile[]]>();
  for (const file of files) {
    const key = file.source === null ? file.sha256 : JSON.stringify([file.source, file.name, file.format]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [file]);
    else group.push(file);
  }
  return [...groups].map(([key, each]) => ({ key, files: each }));
}

/** What the files of a group came to together; `done` when each was read to its end. */
export function groupTotals(
  files: readonly IntakeFile[],
): Pick<IntakeFile, 'rows' | 'samples' | 'unchanged' | 'quarantined' | 'done'> {
  const sum = (of: (file: IntakeFile) => number): number => files.reduce((all, file) => all + of(file), 0);
  return {
    rows: sum(({ rows }) => rows),
    samples: sum(({ samples }) => samples),
    unchanged: sum(({ unchanged }) => unchanged),
    quarantined: sum(({ quarantined }) => quarantined),
    done: files.every(({ done }) => done),
  };
}
