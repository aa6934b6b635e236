import { useState } from 'react';
import { storedValue } from '../storage/stored-value';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const isTheme = (value: unknown): value is Theme => THEMES.some((theme) => theme === value);
/** public/theme.js reads this before the first paint. */
const stored = storedValue('theme', isTheme);

export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState<Theme>(() => stored.read() ?? 'system');
  const choose = (next: Theme): void => {
    stored.write(next === 'system' ? undefined : next);
    if (next === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = next;
    setTheme(next);
  };
  return [theme, choose];
}
