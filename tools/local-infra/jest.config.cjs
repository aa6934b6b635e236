module.exports = { displayName: 'local-infra', preset: '../../jest.process.preset.cjs', maxWorkers: 3 };
