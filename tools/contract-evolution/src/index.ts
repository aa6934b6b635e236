export type { Hurt, SchemaChange } from './compare/breaking-change';
export { compareSchemas } from './compare/compare-schemas';
export type { JsonSchema } from './compare/json-schema';
export { releasedFolder, releasedVersions } from './released/released-versions';
