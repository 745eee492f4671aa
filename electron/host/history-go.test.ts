import { execFile } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { bytesToBase64 } from '../../shared/journal/checkpoint-base64.ts';
import { deviceKeyName, noteKeyId } from '../../shared/journal/checkpoint.ts';
import { consistencyProof, inclusionProof, leafHash, rootOfHashes } from '../../shared/journal/merkle-proofs.ts';
import { noteVerifierKey } from '../../shared/journal/review-log.ts';
import { createDeviceKey, signCheckpoint } from '../signing/device-key.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';

afterAll(removeTemporaryFolders);

/** Go's own libraries read checkpoints and proofs: each line of stdin is one question, each line of stdout its answer. */
const program = `package main

import (
	"encoding/json"
	"fmt"
	"os"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type question struct {
	Note, Vkey string
	Leaf       []byte
	Index, Old int64
	Size       int64
	Root       []byte
	OldRoot    []byte
	Path, Tree [][]byte
}

func hash(b []byte) (h tlog.Hash) { copy(h[:], b); return }

func hashes(list [][]byte) (all []tlog.Hash) {
	for _, b := range list {
		all = append(all, hash(b))
	}
	return
}

func answer(q question) error {
	key, err := note.NewVerifier(q.Vkey)
	if err != nil {
		return err
	}
	if _, err = note.Open([]byte(q.Note), note.VerifierList(key)); err != nil {
		return err
	}
	if err = tlog.CheckRecord(hashes(q.Path), q.Size, hash(q.Root), q.Index, tlog.RecordHash(q.Leaf)); err != nil {
		return err
	}
	return tlog.CheckTree(hashes(q.Tree), q.Size, hash(q.Root), q.Old, hash(q.OldRoot))
}

func main() {
	in := json.NewDecoder(os.Stdin)
	for {
		var q question
		if in.Decode(&q) != nil {
			return
		}
		fmt.Println(answer(q))
	}
}
`;

const modules = '/usr/share/gocode';
const isThere =
  existsSync(join(modules, 'src/golang.org/x/mod/sumdb/tlog')) &&
  (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(join(folder, 'go')));
if (!isThere) console.log("history-go: skipped, Go or Debian's golang-golang-x-mod-dev is not installed");

const run = promisify(execFile);

async function build(): Promise<string> {
  const folder = await temporaryFolder('go');
  await mkdir(join(folder, 'main'));
  await writeFile(join(folder, 'main', 'main.go'), program);
  const env = { ...process.env, GO111MODULE: 'off', GOPATH: modules, GOCACHE: join(folder, 'cache'), CGO_ENABLED: '0' };
  await run('go', ['build', '-o', join(folder, 'ask'), join(folder, 'main', 'main.go')], { env });
  return join(folder, 'ask');
}

type Question = {
  readonly Note: string;
  readonly Root: string;
  readonly Path: string[];
  readonly [name: string]: unknown;
};

describe.skipIf(!isThere)("Go's x/mod", () => {
  it('[J11] opens our checkpoints and accepts our proofs, and none that were changed', async () => {
    const ask = await build();
    const { key } = createDeviceKey();
    const name = deviceKeyName(key.id);
    const raw = Buffer.from(createPublicKey(key.privateKey).export({ format: 'jwk' }).x ?? '', 'base64url');
    const leaves = Array.from({ length: 21 }, (_, at) => Buffer.from(`leaf ${at}`));
    const all = leaves.map((leaf) => leafHash(leaf));
    const questions: Question[] = [];
    for (const size of [1, 2, 3, 7, 8, 13, 21])
      for (const index of [0, size >> 1, size - 1]) {
        const tree = all.slice(0, size);
        const root = rootOfHashes(tree);
        questions.push({
          Note: signCheckpoint(key, { origin: 'hotwash/log/w1', size, root }),
          Vkey: noteVerifierKey(name, noteKeyId(name, raw), raw),
          Leaf: bytesToBase64(leaves[index] ?? Buffer.alloc(0)),
          Index: index,
          Size: size,
          Root: bytesToBase64(root),
          Old: index + 1,
          OldRoot: bytesToBase64(rootOfHashes(all.slice(0, index + 1))),
          Path: inclusionProof(tree, index).map(bytesToBase64),
          Tree: consistencyProof(tree, index + 1).map(bytesToBase64),
        });
      }
    const last = questions.at(-1) as Question;
    const wrong = [
      { ...last, Note: last.Note.replace('21', '20') },
      { ...last, Root: bytesToBase64(new Uint8Array(32)) },
      { ...last, Path: last.Path.toReversed() },
      { ...last, OldRoot: bytesToBase64(new Uint8Array(32)) },
    ];
    const asked = run(ask);
    asked.child.stdin?.end([...questions, ...wrong].map((each) => JSON.stringify(each)).join('\n'));
    const answers = (await asked).stdout.trim().split('\n');
    expect(answers.slice(0, questions.length)).toEqual(questions.map(() => '<nil>'));
    expect(answers.slice(questions.length).map((text) => text === '<nil>')).toEqual([false, false, false, false]);
  });
});
