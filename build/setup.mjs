// Gets a machine that has only Node and npm ready to start and to test Hotwash. Needs no package, says nothing when
// there is nothing to do, and never removes anything.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findBrowser } from '../electron/shell/chromium/find-browser.mjs';
import { findElectron } from './find-electron.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const stampPath = `${root}node_modules/.hotwash-setup`;
const say = (/** @type {string} */ text) => process.stderr.write(`${text}\n`);

/** What the tests call, by command (or file) and Debian package; a test whose command is missing is skipped with that reason. */
const TEST_COMMANDS = [
  ['jq', 'jq'],
  ['openssl', 'openssl'],
  ['ssh-keygen', 'openssh-client'],
  ['age', 'age'],
  ['pdfinfo', 'poppler-utils'],
  ['qpdf', 'qpdf'],
  ['Xvfb', 'xvfb'],
  ['xauth', 'xauth'],
  ['tcpdump', 'tcpdump'],
  ['ip', 'iproute2'],
  ['git', 'git'],
  ['unzip', 'unzip'],
  ['softhsm2-util', 'softhsm2'],
  ['pkcs11-tool', 'opensc'],
  ['certutil', 'libnss3-tools'],
  ['go', 'golang-go'],
  ['/usr/share/gocode/src/golang.org/x/mod/sumdb/note/note.go', 'golang-golang-x-mod-dev'],
  ['ffmpeg', 'ffmpeg'],
  ['flite', 'flite'],
  ['pocketsphinx_continuous', 'pocketsphinx'],
  ['/usr/share/pocketsphinx/model/en-us/en-us.lm.bin', 'pocketsphinx-en-us'],
  ['prometheus', 'prometheus'],
  ['prometheus-alertmanager', 'prometheus-alertmanager'],
  ['prometheus-node-exporter', 'prometheus-node-exporter'],
];

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if ((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22) return;
  say(`Hotwash needs Node 20.19 or later in the 20 line, or 22.12 and up. This is Node ${process.versions.node}.`);
  say('Install a current Node from your usual source and run the command again.');
  process.exit(1);
}

/** @param {string} file */
function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { packages: {} };
  }
}

/** True when npm's own record of what it installed already answers the lock file, so there is nothing to install. */
function isInstalled() {
  const wanted = readLock(`${root}package-lock.json`).packages;
  const present = readLock(`${root}node_modules/.package-lock.json`).packages;
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional || entry.devOptional || present[path]?.version === entry.version,
  );
}

function installPackages() {
  const hash = createHash('sha256')
    .update(readFileSync(`${root}package-lock.json`))
    .digest('hex');
  const stamp = existsSync(stampPath) ? readFileSync(stampPath, 'utf8') : '';
  if (stamp === hash) return;
  if (!isInstalled()) {
    say('Installing packages as the lock file names them (about a minute) ...');
    // Not `npm ci`: it refuses a lock file made where a registry lacks other platforms' optional packages. This installs
    // the same versions under the same integrity hashes, and writes neither file.
    const npm = spawnSync('npm', ['install', '--no-save', '--ignore-scripts', '--loglevel=error'], {
      cwd: root,
      stdio: ['ignore', 2, 2],
      env: { ...process.env, ELECTRON_SKIP_BINARY_DOWNLOAD: '1' },
      shell: process.platform === 'win32',
    });
    if (npm.status !== 0) {
      say('The packages could not be installed; what npm said is above. Nothing of yours was changed.');
      process.exit(1);
    }
  }
  writeFileSync(stampPath, hash);
}

function isDebian() {
  if (process.platform !== 'linux' || !existsSync('/etc/os-release')) return false;
  return /^(ID|ID_LIKE)=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/** @param {string} command A name to look for, or an absolute path. */
function isOnPath(command) {
  if (command.startsWith('/')) return existsSync(command);
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/sbin'];
  return folders.some((folder) => folder !== '' && existsSync(`${folder}/${command}`));
}

let aptIsUpdated = false;

/** @param {string[]} packages */
function aptInstall(packages) {
  const apt = (/** @type {string[]} */ args) =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 2],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  if (!aptIsUpdated) aptIsUpdated = apt(['update', '-qq']);
  return apt(['install', '-y', '-qq', '--no-install-recommends', ...packages]);
}

const canInstall = () => isDebian() && process.getuid?.() === 0;

function requireShell() {
  if (findElectron(root) || findBrowser()) return;
  if (process.env.HOTWASH_BROWSER) {
    say(`HOTWASH_BROWSER is set to ${process.env.HOTWASH_BROWSER}, but no browser can be started there.`);
    say('Correct it, or unset it to let Hotwash look for Chromium, Chrome or Edge.');
    process.exit(1);
  }
  if (canInstall()) {
    say('No Electron, Chromium, Chrome or Edge found; installing chromium (apt-get) ...');
    if (aptInstall(['chromium']) && findBrowser()) return;
  }
  say('Hotwash needs Chromium, Google Chrome or Microsoft Edge to show its window. Install one and run this again:');
  say(
    { darwin: '  brew install --cask chromium', win32: '  winget install Google.Chrome' }[
      /** @type {'darwin'} */ (process.platform)
    ] ?? (isDebian() ? '  sudo apt-get install chromium' : "  install 'chromium' with your package manager"),
  );
  say('If one is installed in an unusual place, set HOTWASH_BROWSER to its full path.');
  process.exit(1);
}

function installTestCommands() {
  if (process.env.npm_lifecycle_event !== 'test' && !process.argv.includes('--for-tests')) return;
  const missing = TEST_COMMANDS.filter(([command]) => !isOnPath(command));
  if (missing.length === 0) return;
  const packages = missing.map(([, name]) => name);
  if (canInstall()) {
    say(`Installing what the tests call: ${packages.join(' ')} ...`);
    if (aptInstall(packages)) return;
  }
  say(`Tests that call ${missing.map(([command]) => command).join(', ')} will be skipped: not installed.`);
}

requireNode();
installPackages();
requireShell();
installTestCommands();
