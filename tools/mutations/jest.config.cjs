module.exports = { displayName: 'mutations', preset: '../../jest.preset.cjs' };
