// Packs Hotwash as electron-builder would, on a stand-in for the Electron binary, and looks into what came out. It shows
// what is shipped and which fuses are flipped; it does not show that the packed app starts, since nothing here can run it.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { extractFile, listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { parseAst } from 'vite';
import { buildIfChanged, root } from './build-if-changed.mjs';

/** Where @electron/fuses looks for the fuses in a binary; the wire that follows is version, length, one byte each. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** How a fuse's state is written: the digits 0 and 1. */
const FuseState = { DISABLE: 0x30, ENABLE: 0x31 };

/** The fuses as they must be in what is shipped. */
const FUSES = /** @type {const} */ ([
  ['RunAsNode', false],
  ['EnableNodeOptionsEnvironmentVariable', false],
  ['EnableNodeCliInspectArguments', false],
  ['EnableEmbeddedAsarIntegrityValidation', true],
  ['OnlyLoadAppFromAsar', true],
  ['GrantFileProtocolExtraPrivileges', false],
]);

/** What an Electron distribution holds, as far as electron-builder and the fuses look at it. */
function makeStandInElectron(/** @type {string} */ folder) {
  mkdirSync(join(folder, 'resources'), { recursive: true });
  mkdirSync(join(folder, 'locales'));
  for (const locale of ['en-GB', 'en-US', 'fr']) writeFileSync(join(folder, 'locales', `${locale}.pak`), '');
  // Every fuse the other way round, so that each one read back later was really flipped or left on purpose.
  const fuses = Buffer.from(
    Object.values(FuseV1Options).flatMap((fuse) => (typeof fuse === 'number' ? [wireByte(fuse)] : [])),
  );
  const wire = Buffer.concat([Buffer.from(SENTINEL), Buffer.of(1, fuses.length), fuses]);
  const elf = Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01', 'latin1'), Buffer.alloc(4096), wire, Buffer.alloc(64)]);
  writeFileSync(join(folder, 'electron'), elf, { mode: 0o755 });
  writeFileSync(join(folder, 'version'), electronVersion());
  for (const name of ['LICENSE', 'LICENSES.chromium.html']) writeFileSync(join(folder, name), name);
}

const fuseNumber = (/** @type {keyof typeof FuseV1Options} */ name) => /** @type {number} */ (FuseV1Options[name]);

function wireByte(/** @type {number} */ fuse) {
  const wanted = FUSES.find(([name]) => fuseNumber(name) === fuse)?.[1];
  return wanted === true ? FuseState.DISABLE : FuseState.ENABLE;
}

function electronVersion() {
  return JSON.parse(readFileSync(`${root}package.json`, 'utf8')).devDependencies.electron;
}

/** Runs electron-builder with every way to the network closed. */
function pack(/** @type {string} */ scratch) {
  const dead = 'http://127.0.0.1:9';
  const run = spawnSync(
    process.execPath,
    [
      `${root}node_modules/electron-builder/cli.js`,
      '--dir',
      '--linux',
      '--publish=never',
      `--config.electronDist=${join(scratch, 'electron')}`,
      `--config.directories.output=${join(scratch, 'out')}`,
    ],
    {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, HTTP_PROXY: dead, HTTPS_PROXY: dead, ELECTRON_MIRROR: dead, npm_config_offline: 'true' },
    },
  );
  return { isPacked: run.status === 0, output: `${run.stdout}${run.stderr}` };
}

/** @type {[string, boolean, unknown?][]} */
const outcomes = [];
const check = (/** @type {string} */ name, /** @type {boolean} */ holds, /** @type {unknown} */ seen = '') => {
  outcomes.push([name, holds, seen]);
};

function checkArchive(/** @type {string} */ archive) {
  const names = listPackage(archive, { isPack: false }).map((name) => name.replaceAll('\\', '/'));
  const files = names.filter((name) => /\.[^/]+$/.test(name));
  const allowed = /^\/(package\.json|dist(\/(node|page|preload)(\/.*)?|\/verify\.html|\/report-fonts\.css)?)$/;
  check(
    '[S28] the archive holds dist/ and package.json, nothing else',
    !names.some((name) => !allowed.test(name)),
    names.filter((name) => !allowed.test(name)),
  );
  const unwanted = files.filter((name) => /node_modules|\.map$|\.ts$|\.test\.|\/test\/|\/tools\//.test(name));
  check('[S28] no package of others, source map, source or test is in it', unwanted.length === 0, unwanted);
  for (const wanted of [
    '/dist/node/main.js',
    '/dist/preload/preload.cjs',
    '/dist/page/index.html',
    '/dist/verify.html',
    '/dist/report-fonts.css',
    '/package.json',
  ]) {
    check(`[S28] ${wanted} is in it`, names.includes(wanted));
  }
  const { main } = JSON.parse(extractFile(archive, 'package.json').toString('utf8'));
  check('[S28] package.json starts a file that is in it', names.includes(`/${main}`), main);
  checkImports(archive, files);
}

/** Without node_modules, a bundle that still imports a package would fail only on the user's machine. */
function checkImports(/** @type {string} */ archive, /** @type {string[]} */ files) {
  const scripts = files.filter((name) => /^\/dist\/(node|preload)\/.*\.c?js$/.test(name));
  const foreign = scripts.flatMap((name) =>
    importsOf(extractFile(archive, name.slice(1)).toString('utf8'))
      .filter((target) => !/^(node:|\.|electron$)/.test(target) && !isBuiltin(target))
      .map((target) => `${name}: ${target}`),
  );
  check('[S28] the bundles import nothing but Electron, Node and each other', foreign.length === 0, foreign);
  const required = importsOf(extractFile(archive, 'dist/preload/preload.cjs').toString('utf8'));
  const foreignInPreload = required.filter((name) => !['electron', 'events', 'timers', 'url'].includes(name));
  check('[S29] the preload requires only what a sandbox gives', foreignInPreload.length === 0, foreignInPreload);
}

/** Every module a script names by a literal: import, export from, import() and require(). */
function importsOf(/** @type {string} */ text) {
  /** @type {string[]} */
  const found = [];
  const literal = (/** @type {any} */ node) => (typeof node?.value === 'string' ? found.push(node.value) : 0);
  const visit = (/** @type {any} */ node) => {
    if (node === null || typeof node !== 'object') return;
    if (/^(Import|Export)\w*(Declaration|Expression)$/.test(node.type ?? '')) literal(node.source);
    if (node.type === 'CallExpression' && /^(__)?require$/.test(node.callee.name ?? '')) literal(node.arguments[0]);
    for (const child of Object.values(node)) visit(child);
  };
  visit(parseAst(text));
  return found;
}

async function checkFuses(/** @type {string} */ binary) {
  const wire = await getCurrentFuseWire(binary);
  for (const [name, isOn] of FUSES) {
    const state = Number(wire[FuseV1Options[name]]);
    check(
      `[S28] fuse ${name} is ${isOn ? 'on' : 'off'}`,
      state === (isOn ? FuseState.ENABLE : FuseState.DISABLE),
      state,
    );
  }
}

async function main() {
  if (!buildIfChanged()) return 1;
  const scratch = mkdtempSync(join(tmpdir(), 'hotwash-pack-'));
  try {
    makeStandInElectron(join(scratch, 'electron'));
    const { isPacked, output } = pack(scratch);
    check('electron-builder packs, with no network', isPacked, output);
    const out = join(scratch, 'out', 'linux-unpacked');
    check('the binary has our name', existsSync(join(out, 'hotwash')));
    check('the sample workspace lies beside the archive', existsSync(join(out, 'resources', 'sample', 'journals')));
    const isInstalled = existsSync(`${root}node_modules/sherpa-onnx-node`);
    const sherpa = join(out, 'resources', 'speech', 'node_modules', 'sherpa-onnx-node', 'package.json');
    check(
      'the optional speech engine lies beside the archive where it is installed',
      existsSync(sherpa) === isInstalled,
    );
    check('[S28] no unpacked app lies beside the archive', !existsSync(join(out, 'resources', 'app')));
    if (isPacked) {
      checkArchive(join(out, 'resources', 'app.asar'));
      await checkFuses(join(out, 'hotwash'));
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  for (const [name, holds, seen] of outcomes) {
    console.log(`${holds ? 'ok  ' : 'FAIL'} ${name}`);
    if (!holds) console.log(`     found: ${typeof seen === 'string' ? seen : JSON.stringify(seen)}`);
  }
  const failed = outcomes.filter(([, holds]) => !holds).length;
  console.log('Not run here: the packed app itself, which needs a real Electron binary.');
  console.log(`${outcomes.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

process.exitCode = await main();
