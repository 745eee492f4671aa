import { apiFormats } from './api-formats.ts';
import { documentFormats } from './document-formats.ts';
import type { FormatDefinition } from './format.ts';
import { genericFormats } from './generic-formats.ts';
import { gitFormats } from './git-formats.ts';
import { telemetryFormats } from './telemetry-formats.ts';

/** Every format that can be taken in, by the name that `--as` and the log know it by. */
const definitions = {
  ...genericFormats,
  ...gitFormats,
  ...apiFormats,
  ...telemetryFormats,
  ...documentFormats,
} as const;

export type FormatId = keyof typeof definitions;
export const formats: { readonly [F in FormatId]: FormatDefinition } = definitions;
export const formatIds = Object.keys(definitions) as readonly FormatId[];

/** Reads a format's name as people type it: `deployment-csv`, `deployments`, `Jenkins`. */
export function parseFormatName(text: string): FormatId | undefined {
  const full = text
    .trim()
    .toLowerCase()
    .replace(/[\s_.]+/g, '-');
  const short = full.replace(/-(csv|json|ndjson|jsonl|raw|yaml|yml|md|txt)$/, '');
  const named = (name: string) =>
    formatIds.find((id) => id === name) ?? formatIds.find((id) => formats[id].aliases?.includes(name) === true);
  return named(full) ?? named(short);
}
