import reactHooks from 'eslint-plugin-react-hooks';
import { WEB } from './code-zones.mjs';

/** The rules of hooks: what breaks them works until a component renders in another order. */
export const react = {
  files: WEB,
  plugins: { 'react-hooks': reactHooks },
  rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
};
