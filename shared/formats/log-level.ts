const errorLevels = new Set(
  'error err e fatal f critical crit severe panic alert emerg emergency dpanic failure'.split(' '),
);

/** Whether a level, as a word or a number, is that of an error: of pino's numbers 50 and more, of syslog's 0 to 3. */
export function isErrorLevel(level: unknown): boolean {
  if (typeof level === 'number') return level >= 10 ? level >= 50 : level >= 0 && level <= 3;
  if (typeof level !== 'string') return false;
  const word = level.trim().toLowerCase();
  return /^\d{1,2}$/.test(word) ? isErrorLevel(Number(word)) : errorLevels.has(word);
}

const levelWord =
  /\b(TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|ERR|FATAL|CRITICAL|CRIT|SEVERE|PANIC|ALERT|EMERG)\b|\b(?:level|lvl|severity)=\\?"?(\w+)|\[(?:[\w.-]+:)?(trace\d?|debug|info|notice|warn|error|crit|alert|emerg|fatal)\]/;

/**
 * Whether a line of text says that it is an error: the first level in its first 200 characters, in capitals, in brackets
 * or as `level=`. A line without a level is none, whatever it tells.
 */
export function saysError(text: string): boolean {
  const [, capital, named, bracketed] = levelWord.exec(text.slice(0, 200)) ?? [];
  return isErrorLevel(capital ?? named ?? bracketed);
}
