import { expect, it } from 'vitest';
import type { MemberId } from '../ids.ts';
import type { ReviewEvent } from '../review/events.ts';
import { lightFigures } from './light-figures.ts';
import type { LightFigure } from './light.ts';
import { figure, form, hour, openLight, packageWith } from './test-light.ts';

const usual = packageWith(figure('p95', 0.4), figure('error_rate', -1.2));

function sealed(content = usual) {
  const test = openLight();
  test.content = content;
  test.seal();
  return test;
}

function filed(by: string, figures: readonly LightFigure[]): ReviewEvent {
  const { type: _type, ...answers } = form as typeof form & { type: 'light.file' };
  return { type: 'light.filed.v1', body: { ...answers, by: by as MemberId, figures: [...figures] } };
}

const dissented: ReviewEvent = { type: 'light.dissented.v1', body: { by: 'ops-01' as MemberId, reason: 'x' } };
const closedItself = (...figures: readonly LightFigure[]): ReviewEvent => ({
  type: 'light.closed-itself.v1',
  body: { objectionsUntil: 0, figures: [...figures] },
});

it('[M7.1] what was filed past the rules is found: by another seat, with other figures, or without a baseline', () => {
  const unknown = packageWith(figure('p95', null));
  for (const [content, event] of [
    [usual, filed('ops-01', lightFigures(usual))],
    [usual, filed('rel-01', lightFigures(usual).slice(1))],
    [packageWith(figure('p95', 9)), filed('rel-01', lightFigures(packageWith(figure('p95', 0))))],
    [unknown, filed('rel-01', lightFigures(unknown))],
  ] as const) {
    const test = sealed(content);
    test.append(event);
    expect(test.folded().fault).toMatchObject({ rule: 'M7.1', seq: test.events.length });
  }
  const right = sealed();
  right.append(filed('rel-01', lightFigures(usual)));
  expect(right.folded().fault).toBeNull();
});

it('[M7.1] a second dissent of one person is found, and a closing with a figure outside or without baseline', () => {
  const twice = sealed();
  twice.append(dissented);
  expect(twice.folded().fault).toBeNull();
  twice.append(dissented);
  expect(twice.folded().fault?.rule).toBe('M7.1');
  for (const z of [9, null, 0.1]) {
    const test = sealed();
    test.run(form);
    test.now += 24 * 40 * hour;
    test.append(closedItself(...lightFigures(packageWith(figure('p95', z)))));
    expect(test.folded().fault?.rule).toBe(z === 0.1 ? undefined : 'M7.1');
  }
});

it('[M7.1] a meeting of a light review is found', () => {
  const test = sealed();
  test.append({ type: 'meeting.started.v1', body: { item: 'open', inquorateReason: 'x' } });
  expect(test.folded().fault?.rule).toBe('M7.1');
});
