import { describe, expect, it } from 'vitest';
import { emptyMapping, type ColumnMapping } from '../domain/release/column-mapping.ts';
import { detectFormat, detectShape } from './detect-format.ts';
import { parseFormatName } from './formats.ts';

describe('detection', () => {
  it('[I26] tells formats apart and says by what', () => {
    const csv = (columns: string): string => {
      const found = detectFormat({ shape: 'csv', columns: columns.split(','), first: null });
      return found.ok && found.value.why !== '' ? found.value.format : 'unknown';
    };
    expect(csv('sha,parents,committed_at,files,insertions,deletions,generated_lines,subject')).toBe('git-commits');
    expect(csv('tag,tagged_at,commit')).toBe('git-tags');
    expect(csv('timestamp,value')).toBe('metrics');
    expect(csv('service,version,environment,first_seen,complete,instances')).toBe('runtime');
    expect(csv('id,service,version,environment,started_at,finished_at,status')).toBe('deployments');
    expect(csv('service,version,deployed_at')).toBe('deployments');
    expect(csv('id,service,title,severity,detected_at,resolved_at')).toBe('incidents');
    expect(csv('a,b,c')).toBe('unknown');
  });

  it('[I26] a table of settings is taken for nothing else, and says how to bring it', () => {
    const of = (columns: string, mapping: ColumnMapping = emptyMapping) =>
      detectFormat({ shape: 'csv', columns: columns.split(','), first: null, mapping });
    for (const columns of [
      'service,environment,at,key,value',
      'service,timestamp,Setting,value,description,owner',
      'service,created_at,property,value,description',
      'application,timestamp,parameter_name,value',
    ])
      expect(of(columns)).toMatchObject({
        error: {
          code: 'unknown-format',
          message: expect.stringMatching(/table of settings.*--as snapshot/) as unknown,
        },
      });
    expect(of('service,at,key,value', { columns: { metric: 'key' }, constants: {} })).toMatchObject({
      value: { format: 'metrics' },
    });
    expect(of('key,service,summary,created,value,labels')).toMatchObject({ value: { format: 'tickets' } });
    expect(of('time,flag,key,value,service')).toMatchObject({ value: { format: 'flags' } });
  });

  it('[I26] tells shapes apart', () => {
    expect(
      ['a,b\n1,2', ' [{"a":1}]', '{"a":1}', '{"a":1}\n{"a":2}\n', '{\n "a": 1}', '\uFEFF[]', '[tag],x'].map((text) =>
        detectShape(text),
      ),
    ).toEqual(['csv', 'json', 'json', 'ndjson', 'json', 'json', 'csv']);
  });

  it('[I26] reads format names as people type them', () => {
    expect(
      ['deployment-csv', 'Deployments', 'jenkins', 'incidents-json', 'git_tags', 'metric-csv', 'constructor'].map(
        parseFormatName,
      ),
    ).toEqual(['deployments', 'deployments', 'jenkins-builds', 'incidents', 'git-tags', 'metrics', undefined]);
  });
});
