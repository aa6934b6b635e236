import { readCachedProjectGraph } from '@nx/devkit';

/**
 * Without a computed project graph `@nx/enforce-module-boundaries` prints one line and checks nothing, so an editor or
 * a fresh clone would see clean files. This rule turns that silence into an error.
 */
export const requireProjectGraph = {
  meta: {
    type: 'problem',
    docs: { description: 'the Nx project graph that the boundary rules depend on is available' },
    schema: [],
    messages: {
      missing:
        'No Nx project graph: module boundaries were NOT checked. Run `npx nx lint <project>` once. ({{reason}})',
    },
  },
  create(context) {
    return {
      Program(node) {
        const reason = reasonForMissingGraph();
        if (reason) context.report({ node, messageId: 'missing', data: { reason } });
      },
    };
  },
};

let graphWasRead = false;

function reasonForMissingGraph() {
  if (graphWasRead) return undefined;
  try {
    readCachedProjectGraph();
    graphWasRead = true;
    return undefined;
  } catch (error) {
    return error.message;
  }
}
