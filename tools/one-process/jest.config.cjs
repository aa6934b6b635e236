module.exports = { displayName: 'one-process', preset: '../../jest.preset.cjs' };
