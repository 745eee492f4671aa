import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reconcile } from './reconcile.ts';
import type { DeliveryClaim, Reconciled, VersionSample } from './reconcile-types.ts';
import { observe } from './transitions.ts';

const start = Date.UTC(2026, 2, 16, 10);
const second = 1000;
const place = { service: 'checkout', environment: 'production' };

/** Samples of one instance every 15 s over `seconds`, offset by its place in the list; `plan` gives [from second, version]. */
function scrape(
  plans: readonly (readonly (readonly [number, string | null])[])[],
  seconds: number,
  interval = 15,
): VersionSample[] {
  return plans.flatMap((plan, index) =>
    Array.from({ length: Math.ceil(seconds / interval) }, (_, i) => i * interval + index).flatMap((at) => {
      const version = plan.findLast(([from]) => from <= at)?.[1] ?? null;
      if (version === null) return [];
      return [{ ...place, instance: `i${index}`, version, time: start + at * second, processStart: null }];
    }),
  );
}

const claim = (version: string, at: number, more: Partial<DeliveryClaim> = {}): DeliveryClaim => ({
  ref: `${version}/${at}`,
  ...place,
  version,
  sha: null,
  digest: null,
  claimedAt: start + at * second,
  result: 'success',
  ...more,
});

const run = (
  claims: readonly DeliveryClaim[],
  samples: readonly VersionSample[],
  options: Parameters<typeof reconcile>[2] = {},
): Reconciled[] => reconcile(claims, observe(samples), options);
const classes = (results: readonly Reconciled[]) => results.map((each) => `${each.version} ${each.class}`);

const rolled = (at: readonly number[]) =>
  at.map((each): [number, string][] => [
    [0, '1'],
    [each, '2'],
  ]);
const roll = scrape(rolled([300, 320, 340]), 1200);

describe('reconciling claims and runtime', () => {
  it('[M2.4] brackets the first, the half and the last instance between the last old and the first new sample', () => {
    const [, two] = observe(roll)[0]?.transitions ?? [];
    const at = (seconds: number) => start + seconds * second;
    expect(two?.first).toEqual({ from: at(285), to: at(300) });
    expect(two?.quorum).toEqual({ from: at(316), to: at(331) });
    expect(two?.complete).toEqual({ from: at(332), to: at(347) });
    expect(two?.mixedMs).toBe(47 * second);
  });

  it('[M2.4] says confirmed, late, early, partial, never, rolled-back and undeclared, each in words', () => {
    expect(classes(run([claim('2', 350)], roll))).toEqual(['2 confirmed']);
    expect(classes(run([claim('2', 100)], roll))).toEqual(['2 late']);
    expect(run([claim('2', 190)], roll)[0]?.reason).toContain('ran 2 2 min 22 s to 2 min 37 s after the claim');
    expect(classes(run([claim('2', 900)], roll))).toEqual(['2 early']);
    expect(classes(run([claim('2', 350)], scrape(rolled([300, 320, 5000]), 1200)))).toEqual(['2 partial']);
    expect(classes(run([claim('3', 600)], roll))).toEqual(['2 undeclared', '3 never']);
    const back = scrape(
      [300, 320].map((at): [number, string][] => [
        [0, '1'],
        [at, '2'],
        [at + 300, '1'],
      ]),
      1200,
    );
    expect(classes(run([claim('2', 330)], back))).toEqual(['2 rolled-back', '1 undeclared']);
    expect(classes(run([claim('2', 330), claim('1', 640)], back))).toEqual(['2 rolled-back', '1 confirmed']);
    expect(classes(run([claim('2', 330, { result: 'rolled-back' })], back))).toEqual(['2 rolled-back']);
    for (const each of run([claim('2', 330), claim('4', 700)], back)) expect(each.reason).toMatch(/^[A-Z0-9].+\.$/);
  });

  it('[M2.4] says unobservable where nobody looked: no samples, before and after them, in a hole, already standing', () => {
    const holed = roll.filter(({ time }) => time < start + 400 * second || time > start + 700 * second);
    expect(classes(run([claim('2', 350, { service: 'other' })], []))).toEqual(['2 unobservable']);
    expect(classes(run([claim('2', 350), claim('9', 5000)], roll))).toEqual(['2 confirmed', '9 unobservable']);
    expect(classes(run([claim('2', 350), claim('9', 500)], holed))).toEqual(['2 confirmed', '9 unobservable']);
    expect(classes(run([claim('1', -4000), claim('2', 350)], roll))).toEqual(['1 unobservable', '2 confirmed']);
  });

  it('[M2.4] maps versions, commits and digests, and says unmappable where nothing maps', () => {
    const sha = 'abcdef0123456789abcdef0123456789abcdef01';
    const digest = `sha256:${'9'.repeat(64)}`;
    const bySha = roll.map((each) => ({ ...each, version: each.version === '2' ? sha.slice(0, 10) : 'badc0de' }));
    const byDigest = roll.map((each) => ({
      ...each,
      version: each.version === '2' ? `x/y@${digest}` : `sha256:${'0'.repeat(64)}`,
    }));
    expect(classes(run([claim('2', 350)], bySha))).toEqual(['abcdef0123 unmappable', '2 unmappable']);
    expect(classes(run([claim('2', 350, { sha })], bySha))).toEqual(['2 confirmed']);
    expect(classes(run([claim('2', 350)], bySha, { names: [{ version: 'v2', sha }] }))).toEqual(['2 confirmed']);
    const names = [
      { version: '2', sha },
      { sha, digest },
    ];
    expect(classes(run([claim('2', 350)], byDigest, { names }))).toEqual(['2 confirmed']);
  });

  it('[M2.4] takes an absent instance neither for an old one nor for a new one, and widens over a gap', () => {
    // The third instance is not scraped from 250 to 700; the other two change meanwhile.
    const samples = roll.filter(
      ({ instance, time }) => instance !== 'i2' || time < start + 250 * second || time > start + 700 * second,
    );
    const [, two] = observe(samples)[0]?.transitions ?? [];
    expect(two?.gap).toBe(true);
    expect(two?.complete).toEqual({ from: start + 316 * second, to: start + 707 * second });
    const gone = roll.filter(({ instance, time }) => instance !== 'i2' || time < start + 250 * second);
    const [, without] = observe(gone)[0]?.transitions ?? [];
    expect(without?.complete).toEqual({ from: start + 316 * second, to: start + 331 * second });
  });

  it('[M2.4] narrows a change to the process start inside it, and ignores one outside', () => {
    const started = (processStart: number) =>
      roll.map((each) => (each.version === '2' && each.instance === 'i0' ? { ...each, processStart } : each));
    const first = (samples: readonly VersionSample[]) => observe(samples)[0]?.transitions[1]?.first;
    const at = start + 292 * second;
    expect(first(started(at))).toEqual({ from: at - second, to: at + second });
    expect(first(started(start - 9000 * second))).toEqual({ from: start + 285 * second, to: start + 300 * second });
  });

  it('[M2.4] pairs each claim with at most one change and each change with at most one claim, nearest in time', () => {
    const twice = scrape(
      [
        [
          [0, '1'],
          [300, '2'],
          [600, '1'],
          [900, '2'],
        ],
      ],
      1200,
    );
    const results = run([claim('2', 310), claim('2', 905), claim('2', 1000)], twice);
    expect(classes(results)).toEqual(['2 rolled-back', '1 undeclared', '2 confirmed', '2 never']);
    const failed = run([claim('2', 300, { result: 'failure' }), claim('2', 250)], roll);
    expect(classes(failed)).toEqual(['2 late', '2 never']);
  });

  it('[M2.4] an instance more of what runs already is no deployment', () => {
    const grown = scrape(
      [
        [
          [0, '1'],
          [300, '2'],
        ],
        [
          [0, null],
          [800, '2'],
        ],
      ],
      1200,
    );
    expect(classes(run([claim('2', 305)], grown))).toEqual(['2 confirmed']);
  });

  it('[M2.4] follows instances that are replaced rather than changed', () => {
    const pods = scrape(
      [
        [
          [0, '1'],
          [300, null],
        ],
        [
          [0, '1'],
          [330, null],
        ],
        [
          [0, null],
          [290, '2'],
        ],
        [
          [0, null],
          [320, '2'],
        ],
      ],
      1200,
    );
    const [result] = run([claim('2', 330)], pods);
    expect(result?.class).toBe('confirmed');
    expect(result?.transition?.complete).toEqual({ from: start + 316 * second, to: start + 331 * second });
  });

  it('[M2.4] answers a deployment of what ran already by the processes that started anew', () => {
    const again = scrape(rolled([300, 310, 320]), 1800).map((each) => {
      const at = each.time - start;
      const starts = each.version === '1' ? -9000 : at < 1000 * second ? 300 : 1000;
      return { ...each, processStart: start + starts * second };
    });
    expect(classes(run([claim('2', 330), claim('2', 1010)], again))).toEqual(['2 confirmed', '2 confirmed']);
    expect(classes(run([claim('2', 330), claim('2', 1500)], again))).toEqual(['2 confirmed', '2 early']);
    expect(classes(run([claim('2', 330)], again))).toEqual(['2 confirmed']);
  });

  it('[M2.4] every bracket holds the true time, whatever the sampling and whichever samples are lost', () => {
    const instance = fc.record({
      offset: fc.nat(14_999),
      at: fc.integer({ min: 100_000, max: 500_000 }),
      lost: fc.nat(3),
    });
    fc.assert(
      fc.property(
        fc.array(instance, { minLength: 1, maxLength: 9 }),
        fc.boolean(),
        fc.nat(200),
        (instances, told, error) => {
          const samples = instances.flatMap(({ offset, at, lost }, index): VersionSample[] =>
            Array.from({ length: 60 }, (_, i) => i * 15_000 + offset)
              .filter((_, i) => i === 0 || i > 50 || (i * 7 + index) % 10 >= lost)
              .map((time) => ({
                ...place,
                instance: `i${index}`,
                version: time >= at ? '2' : '1',
                time: start + time,
                processStart: told && time >= at ? start + at : null,
              })),
          );
          const [, two] = observe(samples, error)[0]?.transitions ?? [];
          const times = instances.map(({ at }) => start + at).toSorted((a, b) => a - b);
          const holds = (span: { from: number | null; to: number } | null | undefined, truth: number | undefined) =>
            span !== null &&
            span !== undefined &&
            truth !== undefined &&
            (span.from ?? -Infinity) <= truth &&
            truth <= span.to;
          expect(holds(two?.first, times[0])).toBe(true);
          expect(holds(two?.quorum, times[Math.ceil(times.length / 2) - 1])).toBe(true);
          expect(holds(two?.complete, times.at(-1))).toBe(true);
          expect(two?.instances).toBe(instances.length);
        },
      ),
    );
  });

  it('[M2.4] reports every claim once, in the same way for every order of its input', () => {
    const any = fc.array(
      fc.record({ version: fc.constantFrom('1', '2', '3'), at: fc.integer({ min: -100, max: 1500 }) }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(any, (plan) => {
        const claims = plan.map(({ version, at }, index) => claim(version, at, { ref: `c${index}` }));
        const results = run(claims, roll);
        expect(results.flatMap((each) => each.claim?.ref ?? []).toSorted()).toEqual(
          claims.map((each) => each.ref).toSorted(),
        );
        const used = results.flatMap((each) => (each.transition === null ? [] : [each.transition]));
        expect(new Set(used).size).toBe(used.length);
        expect(run(claims.toReversed(), roll.toReversed())).toEqual(results);
      }),
    );
  });
});
