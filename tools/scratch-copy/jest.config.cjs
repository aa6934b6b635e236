module.exports = { displayName: 'scratch-copy', preset: '../../jest.preset.cjs' };
