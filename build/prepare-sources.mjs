// Gets the servers ready that `npm run test:sources` starts for real. Says nothing when there is nothing to do.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { root } from './build-if-changed.mjs';

const folder = `${root}.cache/sources/`;

const say = (/** @type {string} */ text) => process.stderr.write(`${text}\n`);

/** Debian's packages by a file of theirs. Redmine's own set-up is not needed: the test sets up a copy. */
const PACKAGES = /** @type {const} */ ([
  ['/usr/share/redmine/config.ru', ['redmine', 'redmine-sqlite', 'puma']],
  ['/usr/share/postgresql-common', ['postgresql']],
]);

function installServers() {
  const missing = PACKAGES.filter(([file]) => !existsSync(file)).flatMap(([, names]) => names);
  if (missing.length === 0) return;
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  say(`Installing what the tests of sources start: ${missing.join(' ')} ...`);
  const apt = (/** @type {string[]} */ args) =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'ignore'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  apt(['update', '-qq']);
  apt(['install', '-y', '-qq', '--no-install-recommends', ...missing]);
}

/** Installs Unleash as `test/sources/package-lock.json` names it, where that was not done yet. */
function installUnleash() {
  const lock = 'package-lock.json';
  const wanted = readFileSync(`${root}test/sources/${lock}`, 'utf8');
  const done = `${folder}installed.json`;
  if (existsSync(done) && readFileSync(done, 'utf8') === wanted) return;
  say('Installing Unleash for the tests of sources (about a minute) ...');
  mkdirSync(folder, { recursive: true });
  for (const file of ['package.json', lock]) copyFileSync(`${root}test/sources/${file}`, `${folder}${file}`);
  const npm = spawnSync(
    'npm',
    ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: folder,
      stdio: ['ignore', 2, 2],
    },
  );
  if (npm.status === 0) copyFileSync(`${root}test/sources/${lock}`, done);
  else say('Unleash could not be installed; what npm said is above. Its test is skipped.');
}

export function prepareSources() {
  installServers();
  installUnleash();
}
