module.exports = { displayName: 'contract-evolution', preset: '../../jest.preset.cjs' };
