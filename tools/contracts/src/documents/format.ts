import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Options, type Plugin } from 'prettier';
import * as babel from 'prettier/plugins/babel';
import * as estree from 'prettier/plugins/estree';
import { format } from 'prettier/standalone';
import { WORKSPACE } from '../workspace';

const OPTIONS = JSON.parse(readFileSync(join(WORKSPACE, '.prettierrc.json'), 'utf8')) as Options;
// Prettier's types describe its estree plugin as a module without printers.
const PLUGINS = [babel, estree as Plugin];

/** Formats text as `npm run format` does, so that generated files need no exception. */
export const formatted = (text: string, parser: 'json'): Promise<string> =>
  format(text, { ...OPTIONS, parser, plugins: PLUGINS });
