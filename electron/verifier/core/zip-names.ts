/** A foreign name as it may be printed. */
export const shown = (name: string): string => JSON.stringify(name.slice(0, 120));

const device = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9]|conin\$|conout\$)(?:\.|$)/i;

/**
 * Why a zip's names are not harmless: undefined where each is plain ASCII, no two could become one file on some disk, and
 * none leads elsewhere, also not on Windows.
 */
export function faultOfNames(names: readonly string[]): string | undefined {
  const seen = new Map<string, string>();
  for (const name of names) {
    const parts = name.replace(/\/$/, '').split('/');
    const fault = faultOfName(name, parts);
    if (fault !== undefined) return fault;
    const key = parts.join('/').toLowerCase();
    const other = seen.get(key);
    if (other !== undefined)
      return `${shown(name)} is there twice${other === name ? '' : ', but for letter case or as a folder'}`;
    seen.set(key, name);
  }
  for (const name of names) {
    const parts = name.replace(/\/$/, '').toLowerCase().split('/');
    for (let length = 1; length < parts.length; length += 1) {
      const other = seen.get(parts.slice(0, length).join('/'));
      if (other !== undefined && !other.endsWith('/')) return `${shown(other)} is both a file and a folder`;
    }
  }
  return undefined;
}

function faultOfName(name: string, parts: readonly string[]): string | undefined {
  if (!/^[\u0020-\u007e]{1,300}$/.test(name)) return 'an entry has a name of unusual characters';
  if (name.includes('\\')) return `${shown(name)} has a backslash in its name`;
  if (name.startsWith('/') || /^[a-z]:/i.test(name)) return `${shown(name)} has an absolute name`;
  if (parts.some((part) => part === '..' || part === '.' || part === ''))
    return `${shown(name)} leads out of its folder`;
  if (parts.some((part) => device.test(part))) return `${shown(name)} is a device on Windows`;
  if (parts.some((part) => /[<>:"|?*]|[. ]$/.test(part))) return `${shown(name)} would get another name on Windows`;
  return undefined;
}
