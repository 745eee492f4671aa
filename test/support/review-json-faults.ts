import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import * as formats from 'ajv-formats';

let check: ValidateFunction | undefined;

/** What the published JSON Schema has against a record's review.json; empty where it holds. */
export async function reviewJsonFaults(folder: string): Promise<readonly string[]> {
  check ??= compile();
  if (check(JSON.parse(await readFile(join(folder, 'data', 'review.json'), 'utf8')))) return [];
  return (check.errors ?? []).map(
    ({ instancePath, message = '', params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

function compile(): ValidateFunction {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  formats.default.default(ajv);
  const schema = new URL('../../docs/review.schema.json', import.meta.url);
  return ajv.compile(JSON.parse(readFileSync(schema, 'utf8')) as object);
}
