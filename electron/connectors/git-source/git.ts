import { z } from 'zod';
import type { ColumnMapping } from '../../../shared/domain/release/column-mapping.ts';
import { err, ok, type Result } from '../../../shared/lib/result.ts';
import { SourceFailed } from '../../platform/carried.ts';
import type { Batch, ConnectorFault, Cursor, PullContext, TimeWindow } from '../connector.ts';
import { defineConnector } from '../define-connector.ts';
import { commitHeader, createLogReader, logArguments, tagArguments, tagHeader, tagLine } from '../git/git-log-csv.ts';
import { askGit, streamGit } from '../git/run-git.ts';
import { openRepository, type OpenRepository } from './open-bundle.ts';

const commitsAtOnce = 5000;

const configSchema = z.object({
  /** A repository's folder or a bundle file on this machine. */
  address: z.string().trim().min(1),
  repository: z.string().trim().max(200).optional(),
  service: z.string().trim().max(80).optional(),
});
type GitConfig = z.infer<typeof configSchema>;

/** All commits that `head` reaches and that are not older than `from` (ms since 1970 UTC) are read. */
const cursorSchema = z.strictObject({
  version: z.literal(1),
  head: z.string().regex(/^[0-9a-f]{40,64}$/),
  from: z.number(),
});
type GitCursor = z.infer<typeof cursorSchema>;

/** git: commits with the lines they changed, and tags, of a repository on this machine or of a bundle file. */
export const git = defineConnector<GitConfig>({
  id: 'git',
  version: 1,
  title: 'git repository',
  brings: ['change', 'release'],
  fields: [
    { name: 'address', label: 'Folder or bundle file', example: 'checkout.bundle', needed: true },
    { name: 'repository', label: 'Name of the repository', example: 'acme/checkout', needed: false },
    { name: 'service', label: 'Service of its tags', example: 'checkout', needed: false },
  ],
  credential: 'none',
  config: configSchema,
  authorize: () => ({}),
  probe: async ({ address }) => {
    const repository = await openRepository(address);
    if (!repository.ok) return repository;
    const { folder, close } = repository.value;
    const isShallow = (await askGit(folder, ['rev-parse', '--is-shallow-repository'])) === 'true';
    const version = (await askGit(folder, ['--version']))?.replace(/^git version /, '') ?? null;
    await close();
    const cannot = isShallow ? ['commits before the clone was cut off; its first ones show all lines as new'] : [];
    return ok({ product: 'git', version, can: ['commits', 'tags'], cannot, clock: null });
  },
  pull: async function* pull(config, cursor, window, context) {
    const repository = await openRepository(config.address);
    if (!repository.ok) return yield repository;
    try {
      yield* readAll(config, repository.value, cursor, window, context);
    } catch (error) {
      if (!(error instanceof SourceFailed)) throw error;
      yield err({ code: 'unreachable', message: error.message });
    } finally {
      await repository.value.close();
    }
  },
});

/** Commits newest first, then tags; the cursor moves with the tags, when all of it was read. */
async function* readAll(
  config: GitConfig,
  { folder, name, head }: OpenRepository,
  cursor: Cursor | null,
  window: TimeWindow,
  context: PullContext,
): AsyncGenerator<Result<Batch, ConnectorFault>> {
  const parsed = cursorSchema.safeParse(cursor);
  const known = parsed.success && (await has(folder, parsed.data.head)) ? parsed.data : null;
  const after: GitCursor = { version: 1, head, from: Math.min(window.from, known?.from ?? window.from) };
  const repository = config.repository ?? name;
  const batchOf = (
    part: Pick<Batch, 'name' | 'query' | 'format' | 'bytes' | 'records'>,
    constants: ColumnMapping['constants'],
    done: boolean,
  ): Batch => ({
    ...part,
    mapping: { columns: {}, constants },
    fetchedAt: context.now(),
    remaining: null,
    cursor: done ? after : cursor,
    watermark: done || known !== null ? window.to : null,
    open: [],
    done,
  });
  for (const range of rangesOf(known, head, window.from)) {
    for await (const { csv, count } of commitsIn(folder, range)) {
      const part = { name: `commits ${repository}`, query: `log ${range.join(' ')}`, format: 'git-commits' as const };
      yield ok(batchOf({ ...part, bytes: bytesOf(csv), records: count }, { repository }, false));
      if (context.signal.aborted) return;
    }
  }
  const lines =
    (await askGit(folder, tagArguments))
      ?.split('\n')
      .map(tagLine)
      .filter((line) => line !== '') ?? [];
  const service = config.service ?? repository.split('/').at(-1) ?? repository;
  yield ok(
    batchOf(
      {
        name: `tags ${repository}`,
        query: 'for-each-ref refs/tags',
        format: 'git-tags',
        bytes: bytesOf(tagHeader + lines.join('')),
        records: lines.length,
      },
      { service },
      true,
    ),
  );
}

/** What is new since the last pull, and what is older than all that was read, where more is wanted now. */
function rangesOf(known: GitCursor | null, head: string, from: number): readonly (readonly string[])[] {
  const since = (time: number): string => `--since=${new Date(time).toISOString()}`;
  if (known === null) return [[since(from), head]];
  const fresh = known.head === head ? [] : [[since(Math.min(from, known.from)), head, `^${known.head}`]];
  const older = from < known.from ? [[since(from), `--until=${new Date(known.from).toISOString()}`, head]] : [];
  return [...fresh, ...older];
}

const has = async (folder: string, sha: string): Promise<boolean> =>
  (await askGit(folder, ['cat-file', '-e', `${sha}^{commit}`])) !== null;

/** CSV of a range's commits, 5,000 at a time with a header each. */
async function* commitsIn(
  folder: string,
  range: readonly string[],
): AsyncGenerator<{ readonly csv: string; readonly count: number }> {
  const args = [...logArguments.slice(0, logArguments.indexOf('HEAD')), ...range, '--'];
  const reader = createLogReader();
  const decoder = new TextDecoder('utf-8');
  let lines: string[] = [];
  const take = (text: string): void => {
    lines.push(...text.split('\n').filter((line) => line !== ''));
  };
  const flush = (): { readonly csv: string; readonly count: number } => {
    const batch = { csv: `${commitHeader}${lines.join('\n')}\n`, count: lines.length };
    lines = [];
    return batch;
  };
  for await (const part of streamGit(folder, args)) {
    take(reader.push(decoder.decode(part, { stream: true }).replaceAll('\uFFFD', '?')));
    if (lines.length >= commitsAtOnce) yield flush();
  }
  take(reader.end());
  if (lines.length > 0) yield flush();
}

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
