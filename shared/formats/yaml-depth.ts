import { Parser, type CST } from 'yaml';

/**
 * Where a YAML text first nests lists and maps deeper than `deepest`, as an offset into it; null where it nowhere does. The
 * library composes documents by recursion, so this is asked before it does.
 */
export function tooDeepAt(text: string, deepest: number): number | null {
  for (const token of new Parser().parse(text)) {
    const waiting: (readonly [token: CST.Token, depth: number])[] = [[token, 0]];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [inside, depth] = next;
      if (depth > deepest) return 'offset' in inside ? inside.offset : 0;
      if (inside.type === 'document' && inside.value !== undefined) waiting.push([inside.value, depth]);
      if (!('items' in inside)) continue;
      for (const { key, value } of inside.items) {
        if (key !== undefined && key !== null) waiting.push([key, depth + 1]);
        if (value !== undefined) waiting.push([value, depth + 1]);
      }
    }
  }
  return null;
}
