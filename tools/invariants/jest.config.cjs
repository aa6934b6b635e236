module.exports = { displayName: 'invariants', preset: '../../jest.preset.cjs' };
