import { useSyncExternalStore } from 'react';

export const themes = ['system', 'dark', 'light'] as const;
export type Theme = (typeof themes)[number];

const storageKey = 'hotwash.theme';
const listeners = new Set<() => void>();
const light = matchMedia('(prefers-color-scheme: light)');

function readTheme(): Theme {
  const kept = localStorage.getItem(storageKey);
  return themes.find((theme) => theme === kept) ?? 'system';
}

function apply(): void {
  const theme = readTheme();
  document.documentElement.dataset['theme'] = theme === 'system' ? (light.matches ? 'light' : 'dark') : theme;
  for (const listener of listeners) listener();
}

/** Puts the chosen theme, or the system's, on the document and follows both. Called once, before the first paint. */
export function followTheme(): void {
  light.addEventListener('change', apply);
  addEventListener('storage', apply);
  apply();
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(storageKey, theme);
  apply();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useTheme = (): Theme => useSyncExternalStore(subscribe, readTheme);

/** The theme on the screen, which follows the system's where that was chosen. */
export const useShownTheme = (): string =>
  useSyncExternalStore(subscribe, () => document.documentElement.dataset['theme'] ?? 'dark');
