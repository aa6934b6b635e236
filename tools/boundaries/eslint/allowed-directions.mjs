/**
 * Which project may depend on which, as data; docs/ARCHITECTURE.md draws the result. Every project carries one `type:` and
 * one `scope:` tag, those of messaging one `messaging:` tag on top, and all rows must agree. What a row does not list is
 * refused.
 *
 * Read the `type:` rows as "which layer", the `scope:` rows as "which context".
 */

/** Npm packages that production code of a type may import; types that are not listed here may import any. */
export const PRODUCTION_PACKAGES = {
  'type:domain': [],
  'type:contracts': ['class-validator'],
  'type:validation': ['class-validator'],
  'type:client': [],
};

/** What specs and `testing` folders of those types may import on top. */
const TEST_PACKAGES = ['fast-check'];

const TYPE_ROWS = {
  // Class rules, binding, violations: stands on class-validator alone.
  'type:validation': ['type:validation'],
  'type:contracts': ['type:contracts', 'type:validation'],
  // Published for programs of others: it stands on the description of the API, not on our code.
  'type:client': ['type:client'],
  'type:platform': ['type:platform', 'type:validation'],
  'type:domain': ['type:domain', 'type:contracts'],
  'type:adapter': ['type:adapter', 'type:domain', 'type:contracts', 'type:platform', 'type:validation'],
  'type:app': ['type:adapter', 'type:domain', 'type:contracts', 'type:platform', 'type:validation'],
  // A page in a browser: all that it knows of the services is their published language, and their published client.
  'type:web': ['type:contracts', 'type:client'],
  // The operators' and the batch command line: clients of the running services. In a clone they find the services through
  // the local infrastructure; specs run them against in-memory services.
  'type:cli': ['type:cli', 'type:client', 'type:platform', 'type:tool', 'type:adapter', 'type:domain'],
  // A system test starts the real infrastructure and sees the system from outside, never a library's inside.
  'type:e2e': ['type:tool', 'type:client', 'type:contracts', 'type:platform'],
  'type:tool': [
    ...['type:tool', 'type:app', 'type:cli', 'type:adapter', 'type:domain'],
    ...['type:contracts', 'type:client', 'type:platform', 'type:validation'],
  ],
};

const SCOPE_ROWS = {
  'scope:validation': ['scope:validation'],
  'scope:contracts': ['scope:contracts', 'scope:validation'],
  'scope:client': ['scope:client'],
  // For operators: nothing of it goes to programs of others.
  'scope:management': ['scope:management', 'scope:client'],
  'scope:platform': ['scope:platform', 'scope:validation'],
  // Reusable for any message: it knows no contracts of ours.
  'scope:messaging': ['scope:messaging', 'scope:platform', 'scope:validation'],
  // Payments and sales never see each other: all that passes between them is a message of the contracts.
  'scope:payments': ['scope:payments', 'scope:messaging', 'scope:contracts', 'scope:platform'],
  'scope:sales': ['scope:sales', 'scope:messaging', 'scope:contracts', 'scope:platform'],
  'scope:customer-api': ['scope:payments', 'scope:messaging', 'scope:contracts', 'scope:platform', 'scope:validation'],
  'scope:sales-worker': ['scope:sales', 'scope:messaging', 'scope:contracts', 'scope:platform', 'scope:validation'],
  'scope:web': ['scope:contracts', 'scope:client', 'scope:management'],
  'scope:cli': ['scope:cli', 'scope:client', 'scope:management', 'scope:messaging', 'scope:platform', 'scope:tools'],
  'scope:system-e2e': ['scope:tools', 'scope:client', 'scope:contracts', 'scope:platform'],
  'scope:tools': [
    'scope:tools',
    'scope:customer-api',
    'scope:sales-worker',
    'scope:cli',
    'scope:payments',
    'scope:sales',
    'scope:messaging',
    'scope:contracts',
    'scope:client',
    'scope:management',
    'scope:platform',
    'scope:validation',
  ],
};

/** Within messaging. Its core depends on nothing: the rows `type:domain` and `scope:messaging` have only itself in common. */
const MESSAGING_ROWS = {
  'messaging:adapter': ['type:domain'],
  // For operators; the only part that needs our platform.
  'messaging:management': ['type:domain', 'messaging:nest', 'scope:platform', 'scope:validation'],
};

/** What replaces a row in specs and `testing` folders: adapters are tested inside a whole service. */
const TEST_ROWS = {
  'messaging:adapter': ['scope:messaging', 'scope:platform'],
};

/** The table in the form `@nx/enforce-module-boundaries` reads; test code has more npm packages and other rows. */
export function dependencyConstraints({ forTests = false } = {}) {
  const rows = { ...TYPE_ROWS, ...SCOPE_ROWS, ...MESSAGING_ROWS, ...(forTests ? TEST_ROWS : {}) };
  const extraPackages = forTests ? TEST_PACKAGES : [];
  return Object.entries(rows).map(([sourceTag, onlyDependOnLibsWithTags]) => {
    const packages = PRODUCTION_PACKAGES[sourceTag];
    return packages
      ? { sourceTag, onlyDependOnLibsWithTags, allowedExternalImports: [...packages, ...extraPackages] }
      : { sourceTag, onlyDependOnLibsWithTags };
  });
}
