// One entry for the package.json scripts: node build/run.mjs start|tour|pictures|test|test:sources|cli|bench|sample|wording:rate [arguments]
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { buildIfChanged, root } from './build-if-changed.mjs';
import { findElectron } from './find-electron.mjs';
import { runChecksAndTests } from './run-tests.mjs';

const [verb = '', ...args] = process.argv.slice(2);
// npm runs scripts in the project's folder; a relative path a person typed means the folder they typed it in.
const callersFolder = process.env.INIT_CWD ?? process.cwd();

/** Runs a program with this terminal as its own, forwards signals, and ends with its exit code. */
function become(/** @type {string} */ program, /** @type {string[]} */ programArgs, cwd = callersFolder) {
  const child = spawn(program, programArgs, { stdio: 'inherit', cwd });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('error', (error) => {
    process.stderr.write(`Could not be started: ${error.message}\n`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
  });
}

function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** @param {string} path inside dist/ */
function becomeBuilt(path) {
  if (!buildIfChanged()) process.exit(1);
  if (!existsSync(`${root}dist/${path}`)) {
    process.stderr.write(`This build has no ${path}; is the clone complete?\n`);
    process.exit(1);
  }
  become(process.execPath, [`${root}dist/${path}`, ...args]);
}

function start() {
  if (!hasDisplay()) {
    process.stderr.write('No display here, so Hotwash shows itself headless (npm run tour).\n');
    becomeBuilt('tools/tour.js');
    return;
  }
  const electron = findElectron(root);
  if (electron === undefined) {
    becomeBuilt('node/serve.js');
    return;
  }
  if (!buildIfChanged()) process.exit(1);
  become(electron, [root, ...args]);
}

switch (verb) {
  case 'start':
    start();
    break;
  case 'tour':
    becomeBuilt('tools/tour.js');
    break;
  case 'pictures':
    becomeBuilt('tools/pictures.js');
    break;
  case 'bench':
    becomeBuilt('tools/bench.js');
    break;
  case 'sample':
    becomeBuilt('tools/sample.js');
    break;
  case 'wording:rate':
    becomeBuilt('tools/wording-rate.js');
    break;
  case 'cli':
    becomeBuilt('node/cli.js');
    break;
  case 'test':
    process.exitCode = await runChecksAndTests(args);
    break;
  case 'test:sources':
    process.env.HOTWASH_TEST_SOURCES = '1';
    process.exitCode = await runChecksAndTests(['--project', 'sources', ...args]);
    break;
  default:
    process.stderr.write(
      'usage: node build/run.mjs start|tour|pictures|test|test:sources|cli|bench|sample|wording:rate [arguments]\n',
    );
    process.exitCode = 2;
}
