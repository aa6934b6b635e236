/** Plain JavaScript: configuration files and build scripts. What they may take for granted is what Node gives them. */
const NODE_GLOBALS = Object.fromEntries(
  ['process', 'console', 'Buffer', 'URL', 'fetch', 'setTimeout', 'clearTimeout', 'performance'].map((name) => [
    name,
    'readonly',
  ]),
);

const BROWSER_GLOBALS = { document: 'readonly', localStorage: 'readonly', console: 'readonly' };

export const scripts = [
  { files: ['apps/web/public/**/*.js'], languageOptions: { sourceType: 'script', globals: BROWSER_GLOBALS } },
  { files: ['**/*.mjs'], languageOptions: { sourceType: 'module', globals: NODE_GLOBALS } },
  {
    files: ['**/*.cjs'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { ...NODE_GLOBALS, __dirname: 'readonly', __filename: 'readonly' },
    },
  },
];
