import { expect, it } from 'vitest';
import { gitlabOrigin } from './map-gitlab-names.ts';

const context = { host: null, service: { always: undefined, otherwise: undefined }, now: 0, given: {} };
const origin = (url: string) => gitlabOrigin({ web_url: url }, context);

it('[I39] a project is told by addresses with /-/ and by the older ones without it', () => {
  expect(origin('https://gitlab.example.org/foo/bar/-/jobs/7').repository).toBe('foo/bar');
  expect(origin('https://gitlab.example.org/foo/bar/pipelines/47').repository).toBe('foo/bar');
  expect(origin('https://gitlab.example.org/foo/bar').repository).toBeNull();
});
