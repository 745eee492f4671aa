import { readFile, stat } from 'node:fs/promises';
import { dirname, extname, join, normalize, sep } from 'node:path';

const types: { readonly [ending: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.png': 'image/png',
  '.json': 'application/json',
};

/** Folder of the built page: found from the sources and from the built program alike by looking upwards. */
export async function findPage(start: string = import.meta.dirname): Promise<string | undefined> {
  for (let folder = start, parent = dirname(folder); folder !== parent; folder = parent, parent = dirname(folder)) {
    for (const candidate of [join(folder, 'page'), join(folder, 'dist', 'page')]) {
      const about = await stat(join(candidate, 'index.html')).catch(() => undefined);
      if (about?.isFile() === true) return candidate;
    }
  }
  return undefined;
}

/** Serves the page's own files. Every address of the app is the same document; nothing outside the folder is reachable. */
export async function servePage(folder: string, pathname: string): Promise<Response> {
  const name = pathname === '/' || pathname === '/audience' ? 'index.html' : safeName(pathname);
  if (name === undefined) return new Response('Not found', { status: 404 });
  try {
    const bytes = await readFile(join(folder, name));
    return new Response(bytes, { headers: { 'content-type': types[extname(name)] ?? 'application/octet-stream' } });
  } catch {
    return new Response('Not found', { status: 404 });
  }
}

function safeName(pathname: string): string | undefined {
  if (!/^\/assets\/[\w.-]+$/.test(pathname)) return undefined;
  const name = normalize(pathname.slice(1));
  return name.startsWith(`assets${sep}`) ? name : undefined;
}
