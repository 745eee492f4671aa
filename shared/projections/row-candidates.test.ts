import { describe, expect, it } from 'vitest';
import type { RowId, ServiceId } from '../domain/ids.ts';
import { filterCandidates } from '../meeting/rank-candidates.ts';
import { rowCandidate, type OfferedRow } from './row-candidates.ts';

const at = Date.parse('2026-03-12T13:04:00Z');
const common = {
  id: 'file:log:x:1' as RowId,
  revision: 0,
  service: 'checkout' as ServiceId,
  environment: 'production',
};
const snapshot: OfferedRow = {
  ...common,
  kind: 'snapshot',
  name: 'application.yaml',
  at,
  format: 'yaml',
  sha256: 'a'.repeat(64),
  keys: 12,
};

describe('a row offered as evidence', () => {
  it('[M4.4] is told by its label and time, with the day where it is another one', () => {
    expect(rowCandidate(snapshot, 'Europe/Berlin', at)).toMatchObject({
      group: 'Configuration',
      title: 'configuration application.yaml in production, 12 settings',
      detail: '14:04',
      locator: { type: 'snapshot', id: snapshot.id },
      at,
    });
    expect(rowCandidate(snapshot, 'Europe/Berlin', at + 86_400_000).detail).toBe('2026-03-12 14:04');
  });

  it('[M4.4] a log is found by what it says most', () => {
    const log: OfferedRow = {
      ...common,
      kind: 'log',
      from: at,
      to: at + 60_000,
      lines: 40,
      errors: 9,
      bytes: { start: 0, end: 1 },
      sha256: 'b'.repeat(64),
      perMinute: [],
      templates: [{ template: 'timeout waiting for connection <*>', count: 9, errors: 9 }],
    };
    const candidates = [rowCandidate(snapshot, 'UTC', at), rowCandidate(log, 'UTC', at)];
    expect(filterCandidates(candidates, 'timeout conn').map(({ group }) => group)).toEqual(['Logs']);
  });
});
