module.exports = { displayName: 'sales-worker', preset: '../../jest.preset.cjs' };
