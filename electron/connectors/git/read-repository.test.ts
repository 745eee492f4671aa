import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Result } from '../../../shared/lib/result.ts';
import type { CarriedFile } from '../../platform/carried.ts';
import { createLogReader } from './git-log-csv.ts';
import { isGeneratedPath } from './generated-path.ts';
import { isRepositoryOrBundle, readRepositoryOrBundle } from './read-bundle.ts';
import { readRepository, type GitFault, type GitRepository } from './read-repository.ts';

const here = fileURLToPath(new URL('../../..', import.meta.url));

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hotwash-git-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

const person = [
  '-c',
  'user.name=A B',
  '-c',
  'user.email=a@b.example',
  '-c',
  'commit.gpgsign=false',
  '-c',
  'tag.gpgsign=false',
];
const git = (folder: string, ...args: string[]): string =>
  execFileSync('git', [...person, '-C', folder, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

function commit(folder: string, subject: string): void {
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '--no-verify', '-m', subject);
}

async function makeRepository(name = 'pay-service'): Promise<string> {
  const folder = join(await temporaryFolder(), name);
  await mkdir(join(folder, 'vendor'), { recursive: true });
  git(folder, 'init', '-q', '-b', 'main');
  await writeFile(join(folder, 'a.ts'), 'one\ntwo\n');
  await writeFile(join(folder, 'vendor', 'x.go'), 'v\n'.repeat(10));
  commit(folder, 'First, "quoted", commit');
  git(folder, 'tag', 'v1.0.0');
  await writeFile(join(folder, 'a.ts'), 'one\nthree\nfour\n');
  await writeFile(join(folder, 'bytes.bin'), Buffer.from([0, 1, 2, 255]));
  await writeFile(join(folder, 'ünï\ttab.ts'), 'x\n');
  commit(folder, 'Zweite Änderung');
  git(folder, 'tag', '-a', '-m', 'annotated', 'v1.1.0');
  return folder;
}

function valueOf(result: Result<GitRepository, GitFault>): GitRepository {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}
async function textOf(file: CarriedFile | undefined): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of file?.open() ?? []) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

describe('git repositories', () => {
  it('[I22] commits with lines changed, generated ones counted apart; tags with their commits', async () => {
    const folder = await makeRepository();
    const repository = valueOf(await readRepository(folder));
    expect([repository.name, repository.isShallow, repository.files.map((file) => file.name)]).toEqual([
      'pay-service',
      false,
      ['pay-service-commits.csv', 'pay-service-tags.csv'],
    ]);
    const [second, first] = git(folder, 'log', '--format=%H').trim().split('\n');
    const lines = (await textOf(repository.files[0])).trim().split('\n');
    expect(lines[0]).toBe('sha,parents,committed_at,files,insertions,deletions,generated_lines,subject');
    expect(lines[1]).toMatch(new RegExp(`^${second},${first},[^,]+,3,3,1,0,"Zweite Änderung"$`));
    expect(lines[2]).toMatch(new RegExp(`^${first},,[^,]+,2,12,0,10,"First, ""quoted"", commit"$`));
    const tags = (await textOf(repository.files[1])).trim().split('\n');
    expect(tags[0]).toBe('tag,tagged_at,commit');
    expect(
      tags
        .slice(1)
        .map((line) => line.replace(/,[^,]*,/, ' '))
        .toSorted((a, b) => a.localeCompare(b)),
    ).toEqual([`"v1.0.0" ${first}`, `"v1.1.0" ${second}`]);
  });

  it('[I22] a shallow clone and a bare one can be read', async () => {
    const folder = await makeRepository();
    const target = await temporaryFolder();
    git(target, 'clone', '-q', '--depth', '1', pathToFileURL(folder).href, 'shallow');
    git(target, 'clone', '-q', '--bare', folder, 'pay.git');
    const shallow = valueOf(await readRepository(join(target, 'shallow')));
    expect([shallow.isShallow, (await textOf(shallow.files[0])).trim().split('\n').length]).toEqual([true, 2]);
    const bare = valueOf(await readRepository(join(target, 'pay.git')));
    expect([bare.name, (await textOf(bare.files[0])).trim().split('\n').length]).toEqual(['pay', 3]);
  });

  it('[I22] a bundle holds the same as its repository, and leaves nothing unpacked', async () => {
    const folder = await makeRepository();
    const target = await temporaryFolder();
    const [whole, part] = [join(target, 'pay-service.bundle'), join(target, 'part.bundle')];
    git(folder, 'bundle', 'create', whole, '--all');
    git(folder, 'bundle', 'create', part, 'HEAD~1..main');
    await writeFile(join(target, 'notes.csv'), 'a,b\n');
    const paths = [folder, whole, part, join(target, 'notes.csv'), join(target, 'gone.bundle'), target];
    expect(await Promise.all(paths.map(isRepositoryOrBundle))).toEqual([true, true, true, false, false, false]);
    const read = await readRepositoryOrBundle(whole);
    if (!read.ok) throw new Error(read.error.message);
    const repository = valueOf(await readRepository(folder));
    expect(read.value.files.map(({ name }) => name)).toEqual(repository.files.map(({ name }) => name));
    for (const [index, file] of repository.files.entries())
      expect(await textOf(read.value.files[index])).toBe(await textOf(file));
    await read.value.close();
    await expect(textOf(read.value.files[0])).rejects.toMatchObject({ name: 'SourceFailed' });
    const refused = await readRepositoryOrBundle(part);
    expect(refused).toMatchObject({
      error: { message: expect.stringMatching(/continues a history that it does not hold/) as unknown },
    });
  });

  it('[I22] reads the repository this project stands in', async (context) => {
    const repository = await readRepository(here);
    if (!repository.ok) {
      context.skip('the project was not cloned with git');
      return;
    }
    const lines = (await textOf(repository.value.files[0])).trim().split('\n');
    const count = Number(git(here, '-c', 'safe.directory=*', 'rev-list', '--count', 'HEAD'));
    expect(lines.length - 1).toBe(count);
    expect(lines[1]).toMatch(/^[0-9a-f]{40},/);
  });

  it('[I22] a folder without git, an empty repository and a broken one say so', async () => {
    const plain = await temporaryFolder();
    const empty = await temporaryFolder();
    git(empty, 'init', '-q');
    const broken = await temporaryFolder();
    await mkdir(join(broken, '.git'));
    const codes = await Promise.all(
      [plain, empty, broken].map(async (folder) => {
        const read = await readRepository(folder);
        return read.ok ? 'ok' : read.error.code;
      }),
    );
    expect(codes).toEqual(['not-a-repository', 'empty-repository', 'not-a-repository']);
  });

  it('[I22] nothing that a hostile repository names is run', async () => {
    const folder = await makeRepository('hostile');
    const trap = await temporaryFolder();
    const program = join(trap, 'run-me');
    await writeFile(program, `#!/bin/sh\ntouch "${trap}/ran.$$"\ncat >/dev/null\n`);
    await chmod(program, 0o755);
    const settings: readonly (readonly [string, string])[] = [
      ['core.fsmonitor', program],
      ['core.pager', program],
      ['pager.log', program],
      ['core.sshCommand', program],
      ['core.hooksPath', trap],
      ['diff.external', program],
      ['diff.trap.command', program],
      ['diff.trap.textconv', program],
      ['gpg.program', program],
      ['log.showSignature', 'true'],
      ['filter.trap.smudge', program],
      ['filter.trap.clean', program],
      ['alias.log', `!${program}`],
      ['alias.for-each-ref', `!${program}`],
      ['remote.origin.promisor', 'true'],
      ['remote.origin.url', `ext::${program}`],
      ['protocol.ext.allow', 'always'],
    ];
    for (const [name, value] of settings) git(folder, 'config', name, value);
    await writeFile(join(folder, '.git', 'info', 'attributes'), '* diff=trap filter=trap\n');
    const repository = valueOf(await readRepository(folder));
    for (const file of repository.files) expect((await textOf(file)).length).toBeGreaterThan(50);
    expect(await readdir(trap)).toEqual(['run-me']);
    // The trap works: git itself, not held back, runs what this repository names.
    execFileSync('git', ['-C', folder, 'diff', 'HEAD~1'], { stdio: 'ignore' });
    expect((await readdir(trap)).length).toBeGreaterThan(1);
  });

  it('[I22] a failing git is told without a path', async () => {
    const folder = await makeRepository();
    const repository = valueOf(await readRepository(folder));
    await rm(join(folder, '.git', 'objects'), { recursive: true });
    await expect(textOf(repository.files[0])).rejects.toMatchObject({
      name: 'SourceFailed',
      message: expect.not.stringContaining(folder) as unknown,
    });
  });

  it('[I22] the log is read the same in pieces of any size', async () => {
    const folder = await makeRepository();
    const text = git(folder, 'log', '-z', '--numstat', '--no-renames', '--format=tformat:%x02%H%x00%P%x00%cI%x00%s');
    const readIn = (size: number): string => {
      const reader = createLogReader();
      let csv = '';
      for (let from = 0; from < text.length; from += size) csv += reader.push(text.slice(from, from + size));
      return csv + reader.end();
    };
    expect(readIn(1)).toBe(readIn(100_000));
    expect(readIn(7)).toBe(readIn(100_000));
  });

  it('[I22] generated and vendored paths are told by a list', () => {
    const generated = [
      'package-lock.json',
      'web/yarn.lock',
      'vendor/a/b.go',
      'x/node_modules/y.js',
      'dist/a.css',
      'a/b.min.js',
      'api/v1.pb.go',
      'pkg/zz_generated.deepcopy.go',
      'go.sum',
    ];
    const written = ['src/a.ts', 'vendors.ts', 'docs/dist.md', 'lib/minjs', 'package.json'];
    expect(generated.map(isGeneratedPath)).toEqual(generated.map(() => true));
    expect(written.map(isGeneratedPath)).toEqual(written.map(() => false));
  });
});
