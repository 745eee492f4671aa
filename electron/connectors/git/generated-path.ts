const lockFiles = new Set([
  'cargo.lock',
  'composer.lock',
  'gemfile.lock',
  'go.sum',
  'npm-shrinkwrap.json',
  'package-lock.json',
  'pipfile.lock',
  'pnpm-lock.yaml',
  'poetry.lock',
  'uv.lock',
  'yarn.lock',
]);
const vendoredFolders = new Set(['bower_components', 'dist', 'node_modules', 'third_party', 'vendor']);
const generatedName =
  /(\.min\.(js|css)|\.map|\.pb\.(go|cc|h)|_pb2(_grpc)?\.py|_pb\.(js|ts)|\.g\.(dart|cs)|\.generated\.\w+|_generated\.\w+|\.snap)$|^zz_generated/;

/** Whether a path of a repository is written by a tool or copied from elsewhere, so that its lines tell nothing of the work. */
export function isGeneratedPath(path: string): boolean {
  const parts = path.toLowerCase().split('/');
  const name = parts.pop() ?? '';
  return lockFiles.has(name) || parts.some((part) => vendoredFolders.has(part)) || generatedName.test(name);
}
