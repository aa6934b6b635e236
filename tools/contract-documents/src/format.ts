import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Options, type Plugin } from 'prettier';
import * as babel from 'prettier/plugins/babel';
import * as estree from 'prettier/plugins/estree';
import * as html from 'prettier/plugins/html';
import * as postcss from 'prettier/plugins/postcss';
import { format } from 'prettier/standalone';

const OPTIONS = JSON.parse(readFileSync(join(__dirname, '../../../.prettierrc.json'), 'utf8')) as Options;
// Prettier's own types know its plugin of estree printers as a module without any.
const PLUGINS = [babel, estree as Plugin, html, postcss];

/** As `npm run format` would leave it, so that generated files need no exception. */
export const formatted = (text: string, parser: 'json' | 'html'): Promise<string> =>
  format(text, { ...OPTIONS, parser, plugins: PLUGINS });
