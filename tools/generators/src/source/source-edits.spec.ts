import type { Tree } from '@nx/devkit';
import { workspaceTree } from '../testing/workspace-tree';
import { AnchorMissingError } from './anchor-missing.error';
import { addExport, addImport, addMember, addToArray, addToObject, addToReturned } from './source-edits';

const FILE = 'libs/planted.ts';

const EDITS: Record<string, { source: string; edit: (tree: Tree) => void; expected: string }> = {
  'an export': {
    source: "export { a } from './a'; // why\n\nconst b = 1;\n",
    edit: (tree) => addExport(tree, FILE, './c', ['C', 'type D']),
    expected: "export { a } from './a';\nexport { C, type D } from './c'; // why\n\nconst b = 1;\n",
  },
  'an import beside others of its module': {
    source: "import { a, /* kept */ b } from 'm';\n",
    edit: (tree) => addImport(tree, FILE, 'm', 'C', 'type'),
    expected: "import { a, /* kept */ b, type C } from 'm';\n",
  },
  'a type beside imported types': {
    source: "import type { a } from 'm';\n",
    edit: (tree) => addImport(tree, FILE, 'm', 'C', 'type'),
    expected: "import type { a, C } from 'm';\n",
  },
  'an import of a new module': {
    source: "import { a } from 'm';\n",
    edit: (tree) => addImport(tree, FILE, 'n', 'C', 'value'),
    expected: "import { a } from 'm';\nimport { C } from 'n';\n",
  },
  'an element': {
    source: 'f({ list: [a,\n b, // why\n] });\n',
    edit: (tree) => addToArray(tree, FILE, 'list', 'c', 'c'),
    expected: 'f({ list: [a,\n b, c, // why\n] });\n',
  },
  'an element of an empty array': {
    source: 'f({ list: [] });\n',
    edit: (tree) => addToArray(tree, FILE, 'list', 'c', 'c'),
    expected: 'f({ list: [c] });\n',
  },
  'an element of an array with a quoted name': {
    source: "const queues = { 'a-b': [A] } as const;\n",
    edit: (tree) => addToArray(tree, FILE, 'a-b', 'B', 'B'),
    expected: "const queues = { 'a-b': [A, B] } as const;\n",
  },
  'a property of a constant': {
    source: 'const classes = { [A]: a } as const satisfies X;\n',
    edit: (tree) => addToObject(tree, FILE, 'classes', '[B]', 'b'),
    expected: 'const classes = { [A]: a, [B]: b } as const satisfies X;\n',
  },
  'a member': {
    source: 'interface A { readonly a: 1 }\n',
    edit: (tree) => addMember(tree, FILE, 'A', 'b', '; readonly b: 2;'),
    expected: 'interface A { readonly a: 1 ; readonly b: 2;\n}\n',
  },
  'a returned property': {
    source: 'function f() { if (x) return; return { a, b: "}" }; }\n',
    edit: (tree) => addToReturned(tree, FILE, 'f', 'c', '1'),
    expected: 'function f() { if (x) return; return { a, b: "}", c: 1 }; }\n',
  },
};

describe.each(Object.entries(EDITS))('adding %s', (_, { edit, expected, source }) => {
  let tree: Tree;

  beforeEach(() => {
    tree = workspaceTree();
    tree.write(FILE, source);
  });

  it('inserts it and leaves the rest as it is, once only', () => {
    edit(tree);
    expect(tree.read(FILE, 'utf8')).toBe(expected);
    edit(tree);
    expect(tree.read(FILE, 'utf8')).toBe(expected);
  });

  it('changes nothing and names the missing anchor', () => {
    tree.write(FILE, 'let nothing;\n');
    expect(() => edit(tree)).toThrow(AnchorMissingError);
    expect(() => edit(tree)).toThrow(`${FILE} has no `);
    expect(tree.read(FILE, 'utf8')).toBe('let nothing;\n');
  });
});
