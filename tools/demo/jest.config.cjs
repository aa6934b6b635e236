module.exports = { displayName: 'demo', preset: '../../jest.process.preset.cjs' };
