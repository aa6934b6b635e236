import type { Tree } from '@nx/devkit';
import ts from 'typescript';
import { AnchorMissingError } from './anchor-missing.error';

/**
 * Edits of existing sources. The syntax tree finds the place, text is inserted there: comments and everything else
 * stay. Each edit leaves a file alone that has it already.
 *
 * All throw AnchorMissingError when the place is not there.
 */

/** Adds `export … from '<module>'` below the exports of an entry point. */
export function addExport(tree: Tree, path: string, module: string, names: readonly string[]): void {
  const source = parse(tree, path);
  const exports = source.statements.filter(ts.isExportDeclaration);
  if (exports.some(({ moduleSpecifier }) => isText(moduleSpecifier, module))) return;
  const last = exports.at(-1);
  if (last === undefined) throw new AnchorMissingError(path, 'export');
  insert(tree, path, last.end, `\nexport { ${names.join(', ')} } from '${module}';`);
}

/** Imports a name from a module: beside what is imported from there already, or with a statement of its own. */
export function addImport(tree: Tree, path: string, module: string, name: string, kind: 'value' | 'type'): void {
  const source = parse(tree, path);
  const imports = source.statements.filter(ts.isImportDeclaration);
  const same = imports.find(({ moduleSpecifier }) => isText(moduleSpecifier, module));
  if (same !== undefined) {
    const bindings = same.importClause?.namedBindings;
    if (bindings === undefined || !ts.isNamedImports(bindings)) {
      throw new AnchorMissingError(path, `import of names from '${module}'`);
    }
    if (bindings.elements.some((element) => element.name.text === name)) return;
    const wholeIsType = same.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
    if (wholeIsType && kind === 'value') throw new AnchorMissingError(path, `import of values from '${module}'`);
    appendTo(tree, path, bindings.elements, bindings.end, kind === 'type' && !wholeIsType ? `type ${name}` : name);
    return;
  }
  const last = imports.at(-1);
  if (last === undefined) throw new AnchorMissingError(path, 'import');
  insert(tree, path, last.end, `\nimport ${kind === 'type' ? 'type ' : ''}{ ${name} } from '${module}';`);
}

/** Adds an element to the array `property: [ … ]`, which must stand in the file exactly once. */
export function addToArray(tree: Tree, path: string, property: string, element: string, mark: string): void {
  const arrays = find(parse(tree, path), ts.isPropertyAssignment).filter(({ name }) => nameOf(name) === property);
  const array = arrays[0]?.initializer;
  if (arrays.length !== 1 || array === undefined || !ts.isArrayLiteralExpression(array)) {
    throw new AnchorMissingError(path, `single array "${property}: [ … ]"`);
  }
  if (array.getText().includes(mark)) return;
  appendTo(tree, path, array.elements, array.end, element);
}

/** Adds a member to an interface. */
export function addMember(tree: Tree, path: string, interfaceName: string, name: string, member: string): void {
  const declaration = interfaceOf(tree, path, interfaceName);
  if (declaration.members.some((existing) => existing.name?.getText() === name)) return;
  insert(tree, path, declaration.end - 1, `${member}\n`);
}

/** Adds a property to the object that a function returns. */
export function addToReturned(tree: Tree, path: string, functionName: string, name: string, value: string): void {
  const declaration = find(parse(tree, path), ts.isFunctionDeclaration).find((it) => it.name?.text === functionName);
  const returned = declaration?.body?.statements.filter(ts.isReturnStatement).at(-1)?.expression;
  if (returned === undefined || !ts.isObjectLiteralExpression(returned)) {
    throw new AnchorMissingError(path, `function ${functionName} that returns an object`);
  }
  if (returned.properties.some((property) => property.name?.getText() === name)) return;
  appendTo(tree, path, returned.properties, returned.end, `${name}: ${value}`);
}

/** Adds a property to the object that a constant holds. */
export function addToObject(tree: Tree, path: string, constant: string, name: string, value: string): void {
  const object = objectOf(tree, path, constant);
  if (object.properties.some((property) => property.name?.getText() === name)) return;
  appendTo(tree, path, object.properties, object.end, `${name}: ${value}`);
}

/** The names of the properties of the object that a constant holds. */
export const keysOf = (tree: Tree, path: string, constant: string): readonly string[] =>
  objectOf(tree, path, constant).properties.flatMap(({ name }) => (name === undefined ? [] : [nameOf(name)]));

export interface Member {
  readonly name: string;
  readonly kind: 'method' | 'property';
}

/** The members of an interface, in their order. */
export function membersOf(tree: Tree, path: string, interfaceName: string): readonly Member[] {
  return interfaceOf(tree, path, interfaceName).members.flatMap((member): Member[] => {
    if (ts.isMethodSignature(member)) return [{ name: nameOf(member.name), kind: 'method' }];
    return ts.isPropertySignature(member) ? [{ name: nameOf(member.name), kind: 'property' }] : [];
  });
}

/** How many parameters a function of the file takes; undefined when there is no such function. */
export function parametersOf(tree: Tree, path: string, functionName: string): number | undefined {
  const declaration = find(parse(tree, path), ts.isFunctionDeclaration).find((it) => it.name?.text === functionName);
  return declaration?.parameters.length;
}

function parse(tree: Tree, path: string): ts.SourceFile {
  const text = tree.read(path, 'utf8');
  if (text === null) throw new AnchorMissingError(path, 'content: the file is missing');
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
}

function interfaceOf(tree: Tree, path: string, interfaceName: string): ts.InterfaceDeclaration {
  const declaration = find(parse(tree, path), ts.isInterfaceDeclaration).find(
    ({ name }) => name.text === interfaceName,
  );
  if (declaration === undefined) throw new AnchorMissingError(path, `interface ${interfaceName}`);
  return declaration;
}

function objectOf(tree: Tree, path: string, constant: string): ts.ObjectLiteralExpression {
  const declaration = find(parse(tree, path), ts.isVariableDeclaration).find(({ name }) => name.getText() === constant);
  let value = declaration?.initializer;
  while (value !== undefined && (ts.isAsExpression(value) || ts.isSatisfiesExpression(value))) value = value.expression;
  if (value === undefined || !ts.isObjectLiteralExpression(value)) {
    throw new AnchorMissingError(path, `constant ${constant} that holds an object`);
  }
  return value;
}

const nameOf = (name: ts.PropertyName): string => (ts.isStringLiteral(name) ? name.text : name.getText());

function find<T extends ts.Node>(root: ts.Node, is: (node: ts.Node) => node is T): T[] {
  const found: T[] = [];
  const visit = (node: ts.Node): void => {
    if (is(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(root);
  return found;
}

/** @param end of the list's closing bracket */
function appendTo(tree: Tree, path: string, list: ts.NodeArray<ts.Node>, end: number, element: string): void {
  const last = list.at(-1);
  if (last === undefined) insert(tree, path, end - 1, element);
  else insert(tree, path, last.end, `, ${element}`);
}

function insert(tree: Tree, path: string, position: number, text: string): void {
  const before = tree.read(path, 'utf8') ?? '';
  tree.write(path, before.slice(0, position) + text + before.slice(position));
}

const isText = (node: ts.Expression | undefined, text: string): boolean =>
  node !== undefined && ts.isStringLiteral(node) && node.text === text;
