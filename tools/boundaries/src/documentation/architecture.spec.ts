import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@nx/devkit';
import { readGraph } from '../projects/project-graph';
import { componentView } from './component-view';
import { generatedBlock, withGeneratedBlock } from './generated-block';
import { paymentStates } from './payment-states';

const FILE = join(workspaceRoot, 'docs/ARCHITECTURE.md');

/** To rewrite the diagrams: `UPDATE_DIAGRAMS=true npx jest -c tools/boundaries/jest.config.cjs architecture`. */
const isUpdate = process.env['UPDATE_DIAGRAMS'] === 'true';

describe('docs/ARCHITECTURE.md', () => {
  it.each([
    ['component view', () => componentView(readGraph())],
    ['payment states', paymentStates],
  ])('draws the %s of the code (UPDATE_DIAGRAMS=true rewrites it)', (name, draw) => {
    const text = readFileSync(FILE, 'utf8');
    const drawn = draw();
    if (isUpdate) writeFileSync(FILE, withGeneratedBlock(text, name, drawn));
    else expect(generatedBlock(text, name)).toBe(drawn);
  });
});
