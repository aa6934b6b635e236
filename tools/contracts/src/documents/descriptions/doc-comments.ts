import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

type ClassOfObject = abstract new (...args: never[]) => object;

/** The comments on classes and their properties, which become the descriptions in schemas. */
export class DocComments {
  private constructor(private readonly comments: ReadonlyMap<string, string | undefined>) {}

  /** @throws Error when two classes have the same name */
  static readFrom(folder: string): DocComments {
    const comments = new Map<string, string | undefined>();
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
      if (!file.endsWith('.ts') || file.endsWith('.spec.ts')) continue;
      const source = ts.createSourceFile(file, readFileSync(join(folder, file), 'utf8'), ts.ScriptTarget.Latest, true);
      for (const statement of source.statements.filter(ts.isClassDeclaration)) readClass(statement, comments);
    }
    return new DocComments(comments);
  }

  /** Also of an abstract class. */
  ofClass({ name }: ClassOfObject): string | undefined {
    if (!this.comments.has(name))
      throw new Error(`The source of the class ${name} is not where its comments are read.`);
    return this.comments.get(name);
  }

  /** The comment of the most derived class that declares the property. */
  ofProperty(owner: ClassOfObject, property: string): string | undefined {
    for (let type: ClassOfObject = owner; typeof type === 'function' && type.name !== ''; type = parentOf(type)) {
      const comment = this.comments.get(`${type.name}.${property}`);
      if (comment !== undefined) return comment;
    }
    return undefined;
  }
}

const parentOf = (type: ClassOfObject): ClassOfObject => Object.getPrototypeOf(type) as ClassOfObject;

function readClass(declaration: ts.ClassDeclaration, comments: Map<string, string | undefined>): void {
  const name = declaration.name?.text;
  if (name === undefined) return;
  if (comments.has(name)) throw new Error(`Two classes have the name ${name}: their comments cannot be distinguished.`);
  comments.set(name, commentOn(declaration));
  for (const member of declaration.members.filter(ts.isPropertyDeclaration)) {
    if (ts.isIdentifier(member.name)) comments.set(`${name}.${member.name.text}`, commentOn(member));
  }
}

function commentOn(node: ts.Node): string | undefined {
  const [comment] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const text = ts.getTextOfJSDocComment(comment?.comment)?.replace(/\s+/g, ' ').trim();
  return text === '' ? undefined : text;
}
