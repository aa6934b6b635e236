module.exports = { displayName: 'boundaries', preset: '../../jest.preset.cjs' };
