module.exports = { displayName: 'boundaries', preset: '../../jest.process.preset.cjs' };
