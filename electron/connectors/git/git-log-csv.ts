import { commitColumns, tagColumns } from '../../../shared/formats/map-git.ts';
import { isGeneratedPath } from './generated-path.ts';

/** Marks a commit's first field; no line of --numstat begins with it. */
const mark = '\u0002';

/** Arguments for a log whose fields are ended by NUL: mark + id, parents, time, subject, then a numstat entry per file. */
export const logArguments: readonly string[] = [
  'log',
  '-z',
  '--numstat',
  '--no-renames',
  '--no-ext-diff',
  '--no-textconv',
  '--no-show-signature',
  '--no-color',
  '--diff-algorithm=myers',
  '--encoding=UTF-8',
  '--format=tformat:%x02%H%x00%P%x00%cI%x00%s',
  'HEAD',
  '--',
];

export const tagArguments: readonly string[] = [
  'for-each-ref',
  '--format=%(refname:strip=2)%00%(creatordate:iso-strict)%00%(objecttype)%00%(objectname)%00%(*objecttype)%00%(*objectname)',
  '--sort=creatordate',
  'refs/tags',
];

type Commit = {
  readonly sha: string;
  parents: string;
  at: string;
  subject: string;
  fields: number;
  files: number;
  insertions: number;
  deletions: number;
  generated: number;
};

export type LogReader = {
  /** Feeds what git printed and returns CSV of the commits it completed. */
  readonly push: (text: string) => string;
  readonly end: () => string;
};

export const commitHeader = `${commitColumns.join(',')}\n`;
export const tagHeader = `${tagColumns.join(',')}\n`;

/** Turns the output of `logArguments` into the CSV of commits that Hotwash carries. */
export function createLogReader(): LogReader {
  let rest = '';
  let commit: Commit | null = null;

  const take = (token: string): string => {
    const text = token.replace(/^\n/, '');
    if (text.startsWith(mark)) {
      const before = commit;
      const sha = text.slice(1);
      commit = {
        sha,
        parents: '',
        at: '',
        subject: '',
        fields: 1,
        files: 0,
        insertions: 0,
        deletions: 0,
        generated: 0,
      };
      return before === null ? '' : lineOf(before);
    }
    if (commit === null) return '';
    if (commit.fields === 1) commit.parents = text;
    else if (commit.fields === 2) commit.at = text;
    else if (commit.fields === 3) commit.subject = token;
    else count(commit, text);
    commit.fields += 1;
    return '';
  };
  return {
    push: (text) => {
      const tokens = (rest + text).split('\u0000');
      rest = tokens.pop() ?? '';
      return tokens.map(take).join('');
    },
    end: () => {
      const last = rest.trim() === '' ? '' : take(rest);
      return last + (commit === null ? '' : lineOf(commit));
    },
  };
}

function count(commit: Commit, entry: string): void {
  const match = /^(\d+|-)\t(\d+|-)\t([\s\S]+)$/.exec(entry);
  if (match === null) return;
  const insertions = match[1] === '-' ? 0 : Number(match[1]);
  const deletions = match[2] === '-' ? 0 : Number(match[2]);
  commit.files += 1;
  commit.insertions += insertions;
  commit.deletions += deletions;
  if (isGeneratedPath(match[3] ?? '')) commit.generated += insertions + deletions;
}

function lineOf(commit: Commit): string {
  const { sha, parents, at, files, insertions, deletions, generated, subject } = commit;
  return `${[sha, parents, at, files, insertions, deletions, generated, quote(subject)].join(',')}\n`;
}

/** Turns one line of `tagArguments` into CSV; nothing for a tag of something else than a commit. */
export function tagLine(text: string): string {
  const [tag = '', at = '', type, sha = '', innerType, innerSha = ''] = text.split('\u0000');
  const commit = type === 'commit' ? sha : innerType === 'commit' ? innerSha : '';
  return commit === '' || at === '' ? '' : `${quote(tag)},${at},${commit}\n`;
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '""').replaceAll('\u0000', '')}"`;
}
