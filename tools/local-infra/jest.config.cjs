// Servers and applications are started for real: these tests wait more than they compute, and on a busy machine longer
// than Jest's 5 s.
module.exports = { displayName: 'local-infra', preset: '../../jest.preset.cjs', testTimeout: 90_000, maxWorkers: 3 };
