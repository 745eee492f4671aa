import { describe, expect, it } from 'vitest';
import css from './tokens.css?raw';

type Rgb = readonly [number, number, number];
type Matrix = readonly [Rgb, Rgb, Rgb];

/** Full dichromacy on linear RGB: Machado, Oliveira, Fernandes 2009, severity 1. */
const blindness: { readonly [kind: string]: Matrix } = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const block = (pattern: RegExp): { readonly [token: string]: string } => {
  const body = pattern.exec(css)?.[1] ?? '';
  return Object.fromEntries([...body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name, hex]) => [name, hex]));
};

const palettes = {
  dark: block(/:root \{\s*color-scheme: dark;([^}]*)\}/),
  light: block(/\[data-theme='light'\] \{([^}]*)\}/),
};

const linear = (hex: string): Rgb => {
  const channel = (at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
};

const dot = (a: Rgb, b: Rgb): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/** WCAG 2 contrast ratio. */
function contrast(a: string, b: string): number {
  const weights: Rgb = [0.2126, 0.7152, 0.0722];
  const [dark = 0, light = 0] = [dot(weights, linear(a)), dot(weights, linear(b))].toSorted((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

/** CIE L*a*b* (D65) of linear RGB, out-of-gamut channels clipped. */
function toLab(color: Rgb): Rgb {
  const rgb: Rgb = [clip(color[0]), clip(color[1]), clip(color[2])];
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : (t * 24389) / 27 / 116 + 16 / 116);
  const x = f(dot([0.4124564, 0.3575761, 0.1804375], rgb) / 0.95047);
  const y = f(dot([0.2126729, 0.7151522, 0.072175], rgb));
  const z = f(dot([0.0193339, 0.119192, 0.9503041], rgb) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const clip = (value: number): number => Math.min(1, Math.max(0, value));

function seenDistance(a: string, b: string, matrix: Matrix): number {
  const seen = (hex: string): Rgb =>
    toLab([dot(matrix[0], linear(hex)), dot(matrix[1], linear(hex)), dot(matrix[2], linear(hex))]);
  const [p, q] = [seen(a), seen(b)];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

describe.each(Object.entries(palettes))('the %s palette', (_name, palette) => {
  const color = (token: string): string => palette[token] ?? 'no such token';
  const grounds = ['bg', 'surface', 'raised'];
  const texts = ['ink', 'ink2', 'ink3', 'brass', 'calm', 'warn', 'over'];

  it('keeps text at 4.5:1 or more on every ground', () => {
    const weak = texts.flatMap((text) =>
      grounds
        .map((ground) => ({ text, ground, ratio: contrast(color(text), color(ground)) }))
        .filter(({ ratio }) => !(ratio >= 4.5)),
    );
    expect(weak).toEqual([]);
    expect(contrast(color('on-brass'), color('brass'))).toBeGreaterThanOrEqual(4.5);
  });

  it('keeps what the room reads at 7:1 or more', () => {
    for (const text of ['ink', 'ink2']) expect(contrast(color(text), color('bg'))).toBeGreaterThanOrEqual(7);
  });

  it('keeps lines that must be seen at 3:1 or more', () => {
    for (const ground of ['bg', 'surface']) expect(contrast(color('edge'), color(ground))).toBeGreaterThanOrEqual(3);
  });

  it.each(Object.entries(blindness))('keeps the three states 23 apart under %s', (_kind, matrix) => {
    expect(seenDistance(color('calm'), color('warn'), matrix)).toBeGreaterThanOrEqual(23);
    expect(seenDistance(color('warn'), color('over'), matrix)).toBeGreaterThanOrEqual(23);
    expect(seenDistance(color('calm'), color('over'), matrix)).toBeGreaterThanOrEqual(23);
  });
});

it('finds a fault where there is one', () => {
  expect(contrast('#777777', '#888888')).toBeLessThan(4.5);
  expect(seenDistance('#cc0000', '#7a7a00', blindness['protanopia'] as Matrix)).toBeLessThan(60);
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
});
